// What can be decided about a doubt, and by which key: 1 keeps the book's, 2 takes the roster's, from 3 on the others.
import type { DoubtView } from '../../host';
import { doubts as text } from '../../text';

export interface Option {
  key: string;
  label: string;
  /** What is sent; null = a value still to be typed. */
  choice: string | null;
}

/** Seven candidates have the keys 3 to 9. */
const MOST = 7;

/** A doubt about who is meant has candidates; one about a value has a field. */
export function optionsOf({ candidates, field, theirs }: DoubtView): Option[] {
  const who = candidates.length > 0;
  const options: Option[] = [{ key: '1', label: who ? text.keepWaiting : text.keepMine, choice: 'mine' }];
  if (!who || theirs !== null) options.push({ key: '2', label: who ? text.addAsNew : text.takeTheirs, choice: 'theirs' });
  for (const [index, { id, label }] of candidates.slice(0, MOST).entries()) {
    options.push({ key: String(index + 3), label: text.candidate(label), choice: id });
  }
  if (!who && field !== null) options.push({ key: '3', label: text.other, choice: null });
  return options;
}
