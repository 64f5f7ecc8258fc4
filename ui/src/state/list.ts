// A long list that is asked anew after typing, after a choice, and after every operation; one row of it is walked over.
import { onScopeDispose, ref, watch } from 'vue';
import type { Page } from '../host';
import { usePaged } from './paged';
import { useSession } from './session';

/** After the last letter typed; together with the search itself below what a person notices. */
const PAUSE_MS = 60;

export function useList<Asked extends { text?: string }, Row>(
  asked: () => Asked,
  fetch: (asked: Asked, offset: number, limit: number) => Promise<Page<Row>>,
) {
  const paged = usePaged<Row>((offset, limit) => fetch(asked(), offset, limit));
  const { revision } = useSession();
  const at = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let typed = asked().text;

  watch(
    () => ({ ...asked() }),
    (now) => {
      clearTimeout(timer);
      at.value = 0;
      const pause = now.text === typed ? 0 : PAUSE_MS;
      typed = now.text;
      timer = setTimeout(() => void paged.reload(), pause);
    },
    { deep: true },
  );
  watch(revision, () => void paged.reload());
  onScopeDispose(() => clearTimeout(timer));
  void paged.reload();
  return { ...paged, at };
}
