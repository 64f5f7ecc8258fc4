// A command that did not go through, as the program says it: a sentence, a code, perhaps a field and a hint.
import type { Failure } from './types';

/** What every host function rejects with. */
export class HostFailure extends Error implements Failure {
  readonly code: string;
  readonly field: string | null;
  readonly hint: string | null;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'HostFailure';
    this.code = failure.code;
    this.field = failure.field;
    this.hint = failure.hint;
  }
}

function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown;
}

/** Any thrown thing as a failure; what is not one of the program's keeps its words under the code `window`. */
export function asFailure(thrown: unknown): HostFailure {
  if (thrown instanceof HostFailure) return thrown;
  if (isFailure(thrown)) return new HostFailure(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new HostFailure({ code: 'window', message, field: null, hint: null });
}
