// Undo and redo, from whichever page they are asked for.
import { shallowRef } from 'vue';
import { asFailure, codes, type HostFailure, redo, undo } from '../host';
import { common } from '../text';
import { say } from './notice';
import { bookChanged } from './session';

/** Why the last undo or redo was refused; the history page lists what stands in the way. */
export const refusal = shallowRef<HostFailure | null>(null);

async function attempt(act: () => Promise<void>): Promise<boolean> {
  refusal.value = null;
  try {
    await act();
    await bookChanged();
    return true;
  } catch (thrown) {
    refusal.value = asFailure(thrown);
    say(refusal.value.message, true);
    return false;
  }
}

/** Undoes operation `op`, or the last one. */
export const undoOperation = (op: number | null = null) =>
  attempt(async () => say(common.undone((await undo({ op })).label)));

/** Does again what was undone last. */
export const redoOperation = () => attempt(async () => say(common.redone((await redo()).label)));

/** What has to be undone first, when an undo was refused for later operations. */
export function laterOperations(failure: HostFailure | null): string[] {
  if (failure?.code !== codes.later || failure.hint === null) return [];
  try {
    const labels: unknown = JSON.parse(failure.hint);
    return Array.isArray(labels) ? labels.map(String) : [];
  } catch {
    return [];
  }
}
