// What is said once, in a line at the foot of the page: saved, undone, redone.
import { readonly, shallowRef } from 'vue';

export interface Notice {
  text: string;
  bad: boolean;
}

const SHOWN_MS = 8000;
const current = shallowRef<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence; it goes by itself. `bad` = something did not go through. */
export function say(text: string, bad = false): void {
  clearTimeout(timer);
  current.value = { text, bad };
  timer = setTimeout(unsay, SHOWN_MS);
}

export function unsay(): void {
  clearTimeout(timer);
  current.value = null;
}

export const useNotice = () => readonly(current);
