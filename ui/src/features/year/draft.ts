// What the new year is to have of its own, and what of it is still to be drafted.
import type { GoesOn, YearChange } from '../../host';

export interface DraftTexts {
  letters: boolean;
  rules: boolean;
  /** Row ids of the people whose commitment goes on. */
  goers: string[];
  /** What was typed over a commitment, by the person. */
  texts: Record<string, string>;
}

export const blankDraft = (): DraftTexts => ({ letters: false, rules: false, goers: [], texts: {} });

/** Party groups without a letter of the new year. */
export const lettersLeft = ({ groups, letters }: YearChange): number => Math.max(0, groups - letters[2]);

export const rulesLeft = ({ rules }: YearChange): boolean => rules[1] === 0;

/** Whether there is anything to tick. */
export const offers = (change: YearChange): boolean =>
  lettersLeft(change) > 0 || rulesLeft(change) || change.commitments.length > 0;

/** The new year still waits for what every year has; who does not go on with a commitment is not waited for. */
export const waitsForDrafts = (change: YearChange): boolean =>
  lettersLeft(change) > 0 || rulesLeft(change) || (change.committed === 0 && change.commitments.length > 0);

/** The commitments that are ticked, in the order of the list, as they are typed. */
export const goOn = ({ commitments }: YearChange, { goers, texts }: DraftTexts): GoesOn[] =>
  commitments
    .filter(({ person }) => goers.includes(person))
    .map(({ person, text, measures }) => ({
      person,
      text: (texts[person] ?? text).trim(),
      ...(measures !== null && { measures }),
    }));
