// Which row of a list is open beside it: `+` begins a new one, Esc closes what is open, unless somebody types. However it
// is closed, the list has the focus again. The page names its list with ref="list".
import { shallowRef, useTemplateRef, watch } from 'vue';
import { isCovered, isTyping, useKeys } from './keys';

export function useOpen<Row>() {
  /** `new`, a row, or nothing. */
  const open = shallowRef<'new' | Row | null>(null);
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
    if (event.key === '+' && open.value === null) open.value = 'new';
    else if (event.key === 'Escape') open.value = null;
  });
  return open;
}
