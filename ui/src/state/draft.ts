// What is typed and not yet saved, kept in the open book so that a lock, a crash or another page does not lose it.
// Deliberately not here: passwords and recovery codes, which are never a draft.
import { onScopeDispose, watch } from 'vue';
import * as host from '../host';

const PAUSE_MS = 400;
const waiting = new Map<string, () => Promise<void>>();

/** Writes every draft that still waits for its pause; before a lock. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...waiting.values()].map((write) => write()));
}

export interface Draft {
  /** Puts back what was left under the key; false when there was nothing. */
  restore(): Promise<boolean>;
  /** The typed is saved or given up: nothing is left under the key. */
  drop(): Promise<void>;
}

/**
 * Keeps `read()` under `key` whenever it changes. `write` puts a kept value back into the form. A value equal to the one
 * at the start, or at the last `drop`, is nothing to keep.
 */
export function useDraft<Value>(key: string, read: () => Value, write: (value: Value) => void): Draft {
  let untouched = JSON.stringify(read());
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function keep(value: string): Promise<void> {
    clearTimeout(timer);
    waiting.delete(key);
    if (value === untouched) await host.dropDraft({ key });
    else await host.saveDraft({ key, value });
  }

  watch(
    () => JSON.stringify(read()),
    (value) => {
      clearTimeout(timer);
      waiting.set(key, () => keep(value));
      // A draft that cannot be written is no reason to disturb who is typing.
      timer = setTimeout(() => void keep(value).catch(() => undefined), PAUSE_MS);
    },
  );

  onScopeDispose(() => {
    clearTimeout(timer);
    const write = waiting.get(key);
    if (write) void write().catch(() => undefined);
  });

  return {
    async restore() {
      const kept = await host.draft({ key });
      if (kept === null) return false;
      write(JSON.parse(kept) as Value);
      return true;
    },
    async drop() {
      clearTimeout(timer);
      waiting.delete(key);
      untouched = JSON.stringify(read());
      await host.dropDraft({ key });
    },
  };
}
