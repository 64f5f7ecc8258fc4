// The privacy cover, for somebody looking over the shoulder: F8 hides tags and numbers, F8 shows them again.
import { readonly, ref } from 'vue';

const on = ref(false);

export function toggleCover(): void {
  on.value = !on.value;
}

export const useCover = () => readonly(on);
