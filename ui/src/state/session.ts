// The open book as every page sees it: who it is, how much is in it, what can be undone. Kept only while it is open.
import { readonly, ref, shallowRef } from 'vue';
import * as host from '../host';

const current = shallowRef<host.Session | null>(null);
/** Goes up with every operation; lists that show the book's contents watch it and read again. */
const revision = ref(0);

/** Reads the session again, after an operation or an unlock. */
export async function refreshSession(): Promise<void> {
  current.value = await host.session();
}

/** To be called after every operation: what is on the pages may have changed. */
export async function bookChanged(): Promise<void> {
  revision.value += 1;
  await refreshSession();
}

/** Forgets the book, before the window starts anew. */
export function forgetSession(): void {
  current.value = null;
}

export function useSession() {
  return { session: readonly(current), revision: readonly(revision) };
}
