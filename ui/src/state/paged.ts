// A long list that the program sorts and pages: only the pages that are looked at are here.
import { computed, ref, shallowRef } from 'vue';
import { asFailure, type HostFailure, type Page } from '../host';

const PAGE = 100;

export function usePaged<Row>(fetch: (offset: number, limit: number) => Promise<Page<Row>>) {
  const total = ref(0);
  const pages = shallowRef(new Map<number, Row[]>());
  const loaded = ref(false);
  const failure = shallowRef<HostFailure | null>(null);
  let asked = new Set<number>();
  // An answer to an earlier question is thrown away when a later one has been asked.
  let question = 0;

  async function load(page: number, current: number): Promise<void> {
    if (asked.has(page)) return;
    asked.add(page);
    try {
      const answer = await fetch(page * PAGE, PAGE);
      if (current !== question) return;
      const next = page === 0 && !loaded.value ? new Map<number, Row[]>() : new Map(pages.value);
      next.set(page, answer.rows);
      pages.value = next;
      total.value = answer.total;
      loaded.value = true;
      failure.value = null;
    } catch (thrown) {
      if (current !== question) return;
      asked.delete(page);
      failure.value = asFailure(thrown);
    }
  }

  return {
    total,
    loaded,
    failure,
    row: (index: number): Row | undefined => pages.value.get(Math.floor(index / PAGE))?.[index % PAGE],
    rows: computed(() => [...pages.value.entries()].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows)),
    /** Asks anew from the top; what is shown stays until the answer comes. */
    async reload(): Promise<void> {
      question += 1;
      asked = new Set();
      loaded.value = false;
      await load(0, question);
    },
    /** Makes sure that rows `first..=last` are here or on their way. */
    async need(first: number, last: number): Promise<void> {
      const current = question;
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
        if (page * PAGE < Math.max(total.value, 1)) await load(page, current);
      }
    },
  };
}
