// Locking: drafts written, the place remembered, the book closed, the window begun anew. By hand, after a time without a
// key, and after the machine slept.
import { readonly, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import * as host from '../host';
import { flushDrafts } from './draft';
import { say } from './notice';
import { forgetSession, useSession } from './session';
import { somethingRuns } from './work';

const PLACE = 'place';

const locking = ref(false);

/** The book is being closed: nothing of it is shown any more, however long the closing takes. */
export const useLocking = () => readonly(locking);

/** What the window that begins anew has to say: nobody was there, or what was typed could not be kept. */
export type Told = 'idle' | 'draft';

/** Closes the book and starts the window anew. `place` comes back at the next unlock. */
async function lockBook(place: string, told?: Told): Promise<void> {
  if (locking.value) return;
  locking.value = true;
  try {
    // A full disk must not keep a book open; the place alone is no loss.
    const kept = await flushDrafts().then(
      () => true,
      () => false,
    );
    await host.saveDraft({ key: PLACE, value: place }).catch(() => undefined);
    await host.closeBook();
    forgetSession();
    host.restart(kept ? told : 'draft');
  } catch (thrown) {
    say(host.asFailure(thrown).message, true);
  } finally {
    locking.value = false;
  }
}

/** Locks where one is; the next unlock leads back there, or to 工作台 from where no page of the book is shown. */
export function useLock(): (told?: Told) => Promise<void> {
  const router = useRouter();
  return (told) => {
    const { fullPath, meta } = router.currentRoute.value;
    return lockBook(meta.outside ? '/workbench' : fullPath, told);
  };
}

/** For as long as a book is open, whatever page is shown: locks after a time without a key and after sleep. */
export function guardBook(): void {
  const { session } = useSession();
  const lock = useLock();
  watch(
    () => session.value !== null,
    (open, _, onCleanup) => {
      if (!open) return;
      let over = false;
      let stop: (() => void) | undefined;
      onCleanup(() => {
        over = true;
        stop?.();
      });
      const began = (end: () => void) => {
        stop = end;
        if (over) end();
      };
      void watchIdle(() => lock('idle')).then(began, (thrown) => say(host.asFailure(thrown).message, true));
    },
    { immediate: true },
  );
}

/** Where the book was left when it was locked; asked once after an unlock. */
export async function placeLeft(): Promise<string | null> {
  const place = await host.draft({ key: PLACE });
  if (place !== null) await host.dropDraft({ key: PLACE });
  return place;
}

const CHECK_MS = 5000;
/** So much more of the wall clock than of the machine's own between two looks means sleep, or a clock that was set. */
const SLEPT_MS = 30_000;
/** Where the own clock runs on in sleep: nothing was looked at for so long. A hidden window is called once a minute. */
const SILENT_MS = 150_000;

/** What wakes the machine and would otherwise do something; scrolling must not wait for us. */
const TAKEN = new Set(['keydown', 'pointerdown']);

const look = () => ({ wall: Date.now(), own: performance.now() });
type Look = ReturnType<typeof look>;

/** Whether the machine slept between two looks. */
export function slept(before: Look, now: Look): boolean {
  const own = now.own - before.own;
  return now.wall - before.wall - own > SLEPT_MS || own > SILENT_MS;
}

/** The longer of what both clocks say: one that was set back makes nobody wait. */
const since = (before: Look, now: Look) => Math.max(now.wall - before.wall, now.own - before.own);

/**
 * Locks after `lock_minutes` without a key, a click or running work, and when the machine wakes: before the key that
 * woke it does anything, and whatever runs. Returns how to stop.
 */
async function watchIdle(locked: () => Promise<void>): Promise<() => void> {
  const { session, revision } = useSession();
  let [touch, seen] = [look(), look()];
  let minutes = (await host.settings()).lock_minutes;
  let known = revision.value;
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
  const stop = () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, touched, { capture: true });
  };
  const lock = async () => {
    touch = look();
    await locked();
  };
  const woke = (): boolean => {
    const before = seen;
    seen = look();
    return session.value !== null && slept(before, seen);
  };
  const touched = (event: Event) => {
    if (woke()) {
      event.stopImmediatePropagation();
      if (TAKEN.has(event.type)) event.preventDefault();
      return void lock();
    }
    touch = seen;
  };
  for (const event of events) window.addEventListener(event, touched, { capture: true, passive: !TAKEN.has(event) });
  const timer = setInterval(async () => {
    if (woke()) return lock();
    if (session.value === null) return;
    if (somethingRuns()) {
      touch = seen;
      return;
    }
    if (known !== revision.value) {
      known = revision.value;
      minutes = (await host.settings()).lock_minutes;
    }
    if (since(touch, look()) >= minutes * 60_000) await lock();
  }, CHECK_MS);
  return stop;
}
