// What the form of a visit that is put right holds, and the event that it becomes: only what was changed is said.
import type { EditVisit, VisitRow } from '../../host';
import { visits as text, visitKinds } from '../../text';

/** 回访, of which alone it is asked whether they were satisfied. */
export const FOLLOW_UP = visitKinds[4];

export interface EditedVisit {
  date: string;
  kind: string;
  met: boolean;
  visitors: string;
  findings: string;
  next: string;
  remark: string;
  satisfied: boolean | undefined;
  needs: { id: string | null; text: string; answer: string; report: boolean }[];
}

export const asTyped = (visit: VisitRow): EditedVisit => ({
  date: visit.date,
  kind: visit.kind,
  met: visit.outcome === text.met,
  visitors: visit.visitors ?? '',
  findings: visit.findings ?? '',
  next: visit.next ?? '',
  remark: visit.remark ?? '',
  satisfied: visit.satisfied ?? undefined,
  // The last one is empty: room for one that had been forgotten.
  needs: [
    ...visit.needs.map(({ id, text: words, answer, report }) => ({ id, text: words, answer: answer ?? '', report })),
    { id: null, text: '', answer: '', report: false },
  ],
});

export function asEdit(visit: VisitRow, typed: EditedVisit): EditVisit {
  const before = asTyped(visit);
  const changed = <Key extends keyof EditedVisit>(key: Key) =>
    JSON.stringify(before[key]) !== JSON.stringify(typed[key]);
  // Nobody else is asked, whatever had been ticked before the kind or the outcome was changed.
  const asked = typed.met && typed.kind === FOLLOW_UP;
  const words = (['date', 'kind', 'visitors', 'findings', 'next', 'remark'] as const).filter(changed);
  return {
    visit: visit.id,
    ...Object.fromEntries(words.map((key) => [key, typed[key]])),
    ...(changed('met') && { outcome: typed.met ? text.met : text.notHome }),
    ...(asked && changed('satisfied') && typed.satisfied !== undefined && { satisfied: typed.satisfied }),
    ...((changed('needs') || (changed('met') && !typed.met)) && {
      needs: typed.needs
        .filter((need) => typed.met && need.text.trim() !== '')
        .map(({ id, text: need, answer, report }) => ({
          ...(id !== null && { need: id }),
          text: need,
          ...(answer.trim() !== '' && { answer }),
          report,
          matter: false,
        })),
    }),
  };
}
