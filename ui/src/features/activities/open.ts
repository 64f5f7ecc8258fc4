// Which row of a list is open beside it: `+` begins a new one, Esc closes what is open, unless somebody types.
import { shallowRef } from 'vue';
import { isCovered, isTyping, useKeys } from '../../state/keys';

export function useOpen<Row>() {
  /** `new`, a row, or nothing. */
  const open = shallowRef<'new' | Row | null>(null);
  useKeys((event) => {
    if (isCovered() || isTyping(event)) return;
    if (event.key === '+' && open.value === null) open.value = 'new';
    else if (event.key === 'Escape') open.value = null;
  });
  return open;
}
