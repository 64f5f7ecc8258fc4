// What the form of a visit holds, and the event that it becomes.
import type { PayVisit } from '../../host';
import { visits as text } from '../../text';

/** What stays the same from door to door. */
export interface Round {
  date: string;
  kind: string;
  visitors: string;
}

/** What is said at one door. */
export interface Door {
  met: boolean;
  findings: string;
  need: string;
  answer: string;
  report: boolean;
  /** It becomes a 民情事项 of this kind. */
  matter: boolean;
  kind: string;
  next: string;
}

export const blankDoor = (): Door => ({
  met: true,
  findings: '',
  need: '',
  answer: '',
  report: false,
  matter: false,
  kind: '',
  next: '',
});

const words = (typed: string) => typed.trim() || undefined;

export function asVisit(household: string, round: Round, door: Door): PayVisit {
  const [findings, next, visitors] = [words(door.findings), words(door.next), words(round.visitors)];
  const [need, answer] = [words(door.need), words(door.answer)];
  return {
    household,
    date: round.date,
    kind: round.kind,
    outcome: door.met ? text.met : text.notHome,
    ...(visitors !== undefined && { visitors }),
    ...(findings !== undefined && { findings }),
    ...(next !== undefined && { next }),
    // What was typed stays with the visit even when it fits badly: the program says what does not go together.
    needs:
      need === undefined
        ? []
        : [
            {
              text: need,
              ...(answer !== undefined && { answer }),
              report: door.report,
              matter: door.matter,
              ...(door.matter && door.kind !== '' && { kind: door.kind }),
            },
          ],
  };
}
