// One record, whole, beside the list it was opened from: read again after every operation, and what is done with it.
import { shallowRef, watch } from 'vue';
import { type BookEvent, recordEvent } from '../host';
import { say } from './notice';
import { bookChanged, useSession } from './session';
import { useWork } from './work';

export function useCard<View>(read: () => Promise<View>) {
  const { revision } = useSession();
  const { busy, failure, run } = useWork();
  const view = shallowRef<View | null>(null);

  async function reread(): Promise<void> {
    const done = await run(read);
    // What was undone elsewhere is not here any more.
    view.value = done?.answer ?? null;
  }
  watch(revision, reread, { immediate: true });

  /** Writes `event` down and says so. `close`: the record is gone with it. */
  async function record(event: BookEvent, told: string, close?: () => void): Promise<void> {
    if (!(await run(() => recordEvent(event)))) return;
    say(told);
    close?.();
    await bookChanged();
  }

  return { view, busy, failure, reread, record };
}
