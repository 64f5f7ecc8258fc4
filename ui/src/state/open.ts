// Which row of a list is open beside it: `+` begins a new one, Esc closes what is open, unless somebody types. However it
// is closed, the list has the focus again. The page names its list with ref="list".
import { shallowRef, useTemplateRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import { isCovered, isTyping, useKeys } from './keys';

/** The row that the address names, as other pages lead here. */
export function namedRow(): string | null {
  const { id } = useRoute().query;
  return typeof id === 'string' ? id : null;
}

/** `first`: what is open from the beginning. */
export function useOpen<Row>(first: Row | null = null) {
  /** `new`, a row, or nothing. */
  const open = shallowRef<'new' | Row | null>(first);
  const list = useTemplateRef<{ focus: () => void }>('list');
  watch(
    open,
    (now) => {
      if (now === null) list.value?.focus();
    },
    { flush: 'post' },
  );
  useKeys((event) => {
    if (isCovered() || isTyping(event)) return;
    if (event.key === '+' && open.value === null) {
      // Or the sign would land in the first field of what it opens.
      event.preventDefault();
      open.value = 'new';
    } else if (event.key === 'Escape') open.value = null;
  });
  return open;
}
