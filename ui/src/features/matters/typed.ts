// What the form of a matter holds, and the event that it becomes.
import type { DisputeTyped, EditMatter, MatterView, OpenMatter } from '../../host';

export interface DisputeTexts {
  class: string;
  scale: string;
  party_a: string;
  party_b: string;
  involved: string;
  demand: string;
  method: string;
  settled: boolean | null;
}

export interface MatterTexts {
  kind: string;
  source: string;
  date: string;
  grid: string;
  household: string;
  household_name: string;
  reporter: string;
  reporter_known: string;
  reporter_name: string;
  phone: string;
  address: string;
  content: string;
  materials: string;
  first_asked: string;
  first_asked_name: string;
  own_duty: boolean | null;
  responsible: string;
  responsible_name: string;
  due: string;
  dispute: DisputeTexts;
}

const blankDispute = (): DisputeTexts => ({
  class: '',
  scale: '',
  party_a: '',
  party_b: '',
  involved: '',
  demand: '',
  method: '',
  settled: null,
});

export const blankMatter = (date: string, kind: string, source: string): MatterTexts => ({
  kind,
  source,
  date,
  grid: '',
  household: '',
  household_name: '',
  reporter: '',
  reporter_known: '',
  reporter_name: '',
  phone: '',
  address: '',
  content: '',
  materials: '',
  first_asked: '',
  first_asked_name: '',
  own_duty: null,
  responsible: '',
  responsible_name: '',
  due: '',
  dispute: blankDispute(),
});

/** `view` is whole: what is masked cannot be put right. */
export const asTexts = ({ row, dispute, ...view }: MatterView): MatterTexts => ({
  kind: row.kind,
  source: row.source,
  date: row.date,
  grid: view.grid ?? '',
  household: view.household ?? '',
  household_name: view.place ?? row.hamlet ?? '',
  reporter: view.reporter_id ?? '',
  reporter_known: view.reporter_id === null ? '' : (row.reporter ?? ''),
  reporter_name: view.reporter_name ?? '',
  phone: view.phone ?? '',
  address: view.address ?? '',
  content: row.content,
  materials: view.materials ?? '',
  first_asked: view.first_asked_id ?? '',
  first_asked_name: view.first_asked ?? '',
  own_duty: view.own_duty,
  responsible: view.responsible_id ?? '',
  responsible_name: row.responsible ?? '',
  due: row.due ?? '',
  dispute: {
    class: dispute?.class ?? '',
    scale: dispute?.scale ?? '',
    party_a: dispute?.party_a ?? '',
    party_b: dispute?.party_b ?? '',
    involved: dispute?.involved == null ? '' : String(dispute.involved),
    demand: dispute?.demand ?? '',
    method: dispute?.method ?? '',
    settled: dispute?.settled ?? null,
  },
});

const WORDS = [
  'kind',
  'source',
  'date',
  'grid',
  'household',
  'reporter',
  'reporter_name',
  'phone',
  'address',
  'content',
  'materials',
  'first_asked',
  'responsible',
  'due',
] as const;
const DISPUTE_WORDS = ['class', 'scale', 'party_a', 'party_b', 'involved', 'demand', 'method'] as const;
/** What is said of nobody's matter is left out, whatever was typed before the kind was changed. */
const LINKS: readonly string[] = ['household', 'reporter', 'reporter_name', 'phone', 'address'];

/** What kind of matter it is, as the pack has it. */
export interface Of {
  dispute: boolean;
  nobody: boolean;
}

const ofDispute = (now: DisputeTexts, before: DisputeTexts): DisputeTyped => ({
  ...Object.fromEntries(DISPUTE_WORDS.filter((key) => now[key] !== before[key]).map((key) => [key, now[key].trim()])),
  ...(now.settled !== null && now.settled !== before.settled && { settled: now.settled }),
});

export function asOpened(typed: MatterTexts, of: Of): OpenMatter {
  const said = WORDS.filter((key) => typed[key].trim() !== '' && !(of.nobody && LINKS.includes(key)));
  const dispute = ofDispute(typed.dispute, blankDispute());
  return {
    kind: typed.kind,
    date: typed.date,
    content: typed.content,
    ...Object.fromEntries(said.map((key) => [key, typed[key].trim()])),
    ...(typed.own_duty !== null && typed.first_asked !== '' && { own_duty: typed.own_duty }),
    ...(of.dispute && Object.keys(dispute).length > 0 && { dispute }),
  };
}

export function asChanged(matter: string, before: MatterTexts, typed: MatterTexts, of: Of): EditMatter {
  const changed = WORDS.filter((key) => before[key] !== typed[key]);
  const dispute = ofDispute(typed.dispute, before.dispute);
  return {
    matter,
    ...Object.fromEntries(changed.map((key) => [key, typed[key].trim()])),
    ...(typed.own_duty !== null && typed.own_duty !== before.own_duty && { own_duty: typed.own_duty }),
    ...(of.dispute && Object.keys(dispute).length > 0 && { dispute }),
  };
}
