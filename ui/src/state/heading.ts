// Where the focus goes when a page shows something new in the place of what had it: the heading of the new.
import { nextTick, onMounted, type ShallowRef } from 'vue';

/** Gives the focus to a heading with `tabindex="-1"` as soon as it is there. */
export function useHeading(heading: Readonly<ShallowRef<HTMLElement | null>>): void {
  onMounted(async () => {
    await nextTick();
    heading.value?.focus();
  });
}
