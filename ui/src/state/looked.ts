// What a change would do, looked at before it is done: the answer holds for what was asked and for the book as it was.
import { shallowRef, watch } from 'vue';
import { useSession } from './session';

/** `asked` is all that the answer depends on. An answer that comes after it has changed is thrown away. */
export function useLooked<Answer>(asked: () => unknown) {
  const { revision } = useSession();
  const seen = shallowRef<Answer | null>(null);
  let question = 0;

  watch(
    [() => JSON.stringify(asked()), revision],
    () => {
      question += 1;
      seen.value = null;
    },
    { flush: 'sync' },
  );

  /** `act` asks the program and gives null when that failed; false then. */
  async function look(act: () => Promise<{ answer: Answer } | null>): Promise<boolean> {
    const current = question;
    const read = await act();
    if (read !== null && current === question) seen.value = read.answer;
    return read !== null;
  }

  return { seen, look };
}
