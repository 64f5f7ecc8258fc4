// The party groups to choose from; a list of the only one is not asked.
import { onMounted, shallowRef } from 'vue';
import * as host from '../host';

export function useGroups() {
  const groups = shallowRef<{ key: string; label: string }[]>([]);
  onMounted(async () => {
    // A list that cannot be read leaves its field out; saving then says what is wrong.
    const all = await host.grids().catch(() => []);
    groups.value = all.length > 1 ? all.map(({ id, group }) => ({ key: id, label: group })) : [];
  });
  return groups;
}
