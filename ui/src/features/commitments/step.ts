// A step as it is typed, and what the event says of it.
import type { StepCommitments } from '../../host';
import { commitments as text } from '../../text';
import { verdictsOf } from './verdict';

export interface StepTexts {
  step: string;
  date: string;
  /** A review agrees as a rule; what is kept is under way until it is said to be done. */
  passed: boolean;
  note: string;
}

export const blankStep = (step: string, date: string): StepTexts => ({
  step,
  date,
  passed: text.steps.agreed === step,
  note: '',
});

export function asEvent(commitments: string[], { step, date, passed, note }: StepTexts): StepCommitments {
  return {
    commitments,
    step,
    date: date.trim(),
    ...(verdictsOf(step) !== null && { passed }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
}
