// What a form proposes follows from what is typed first, a day or a month: it is asked for a moment after that was written.
import { onScopeDispose, watch } from 'vue';

const PAUSE_MS = 300;

export interface Proposal {
  /** Asks at once. */
  ask(): Promise<void>;
  /** What is proposed is of what is typed: nothing is handed in before that. */
  settled(): Promise<void>;
}

/**
 * Asks anew whenever `of` changes. `read` answers null where nothing can be proposed, as for a day that is not written to
 * its end yet; an answer that comes after the next question is nobody's.
 */
export function useProposal<Answer>(
  of: () => unknown[],
  read: () => Promise<Answer>,
  take: (answer: Answer | null) => void,
): Proposal {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let coming = Promise.resolve();

  function rest(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  async function answer(): Promise<void> {
    asked += 1;
    const question = asked;
    const got = await read().catch(() => null);
    if (question === asked) take(got);
  }

  function ask(): Promise<void> {
    rest();
    coming = answer();
    return coming;
  }

  watch(of, () => {
    rest();
    asked += 1;
    timer = setTimeout(() => void ask(), PAUSE_MS);
  });
  onScopeDispose(rest);
  return { ask, settled: () => (timer === undefined ? coming : ask()) };
}
