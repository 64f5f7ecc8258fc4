// What can be decided about a doubt, and by which key: 1 keeps the book as it is, 2 takes the roster's word, from 3 on
// the others.
import type { DoubtView } from '../../host';
import { doubts as text } from '../../text';

export interface Option {
  key: string;
  label: string;
  /** What is sent at once, or what has still to be asked: a value to type, a household to find. */
  choice: string | { ask: 'value' | 'household' };
}

/** Seven candidates have the keys 3 to 9. */
const MOST = 7;

/** Fields where there is nothing between the book's word and the roster's. */
const EITHER_OR = ['sex', 'residence_kind', 'tag_until'];

/** A row that could not be placed: it is about somebody, not about a field. */
export const isUnplaced = ({ field }: DoubtView) => field === null;

export function optionsOf(doubt: DoubtView): Option[] {
  if (isUnplaced(doubt)) {
    return [
      { key: '1', label: text.leaveOut, choice: 'mine' },
      { key: '2', label: text.intoHousehold, choice: { ask: 'household' } },
      ...doubt.candidates
        .slice(0, MOST)
        .map(({ id, label }, index) => ({ key: String(index + 3), label: text.candidate(label), choice: id })),
    ];
  }
  const options: Option[] = [
    { key: '1', label: text.keepMine, choice: 'mine' },
    { key: '2', label: text.takeTheirs, choice: 'theirs' },
  ];
  if (doubt.field === 'head') options.push({ key: '3', label: text.otherHousehold, choice: { ask: 'household' } });
  else if (!EITHER_OR.includes(doubt.field ?? ''))
    options.push({ key: '3', label: text.other, choice: { ask: 'value' } });
  return options;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** How a doubt was decided, in words. */
export function decisionWords(doubt: DoubtView): string {
  const { decision, mine, theirs, candidates } = doubt;
  if (decision === 'mine') return isUnplaced(doubt) ? text.leftOut : `${text.kept}：${mine ?? text.blank}`;
  if (decision === 'theirs') return `${text.taken}：${theirs ?? text.blank}`;
  if (decision === 'joined') return text.joined;
  const named = candidates.find(({ id }) => id === decision)?.label;
  return named ?? (decision !== null && ID.test(decision) ? text.placed : (decision ?? ''));
}
