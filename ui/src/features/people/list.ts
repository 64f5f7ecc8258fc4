// What the two lists of 户与人 share: asked anew after typing, after an operation; a row open while walking over it.
import { onScopeDispose, ref, watch } from 'vue';
import type { Page } from '../../host';
import { usePaged } from '../../state/paged';
import { useSession } from '../../state/session';
import { type Asked, PAUSE_MS } from './asked';

export function useList<Row>(
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
