// What a step says beside its note: agreed or sent back, done or under way. Other steps say nothing.
import { commitments as text } from '../../text';

/** The words of a step's verdict, the good one first; null of a step that has none. */
export const verdictsOf = (step: string): [string, string] | null => text.steps.verdict[step] ?? null;

export function verdictOf({ step, passed }: { step: string; passed: boolean | null }): string | null {
  const words = verdictsOf(step);
  if (words === null) return null;
  return passed === true ? words[0] : words[1];
}
