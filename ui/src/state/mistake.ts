// A form longer than the window: the first field in it that is wrong comes into view, and may be typed in at once.
import { nextTick, type Ref, watch } from 'vue';
import type { HostFailure } from '../host';

/** `box`: what the fields stand in. `row`: what else of a wrong field comes with it, the words below it too. */
export function useMistake(failure: Ref<HostFailure | null>, box: Ref<HTMLElement | undefined>, row?: string): void {
  watch(failure, async () => {
    await nextTick();
    const field = box.value?.querySelector<HTMLElement>('.wrong input, .wrong textarea');
    field?.focus();
    if (row !== undefined) field?.closest(row)?.scrollIntoView({ block: 'nearest' });
  });
}
