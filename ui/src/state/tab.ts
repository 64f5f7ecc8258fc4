// Which of a page's lists is shown: the page's address has it. What else the address asks for ends with a change.
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** `first`: where an address leads that names none; the first of them without it. */
export function useTab<Tab extends string>(tabs: MaybeRefOrGetter<Tab[]>, first?: Tab) {
  const route = useRoute();
  const router = useRouter();
  const tab = computed(() => {
    const all = toValue(tabs);
    return all.find((one) => one === route.params.tab) ?? first ?? (all[0] as Tab);
  });
  const go = (one: Tab) => void router.replace({ params: { tab: one } });
  return { tab, go };
}
