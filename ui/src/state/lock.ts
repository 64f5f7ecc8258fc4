// Locking: drafts written, the place remembered, the book closed, the window begun anew.
import type { Router } from 'vue-router';
import * as host from '../host';
import { flushDrafts } from './draft';
import { say } from './notice';
import { forgetSession, useSession } from './session';
import { somethingRuns } from './work';

const PLACE = 'place';

/** Closes the book and starts the window anew. `place` comes back at the next unlock. */
export async function lockBook(place: string): Promise<void> {
  try {
    await flushDrafts();
    await host.saveDraft({ key: PLACE, value: place });
  } catch (thrown) {
    // A full disk must not keep a book open.
    say(host.asFailure(thrown).message, true);
  }
  await host.closeBook();
  forgetSession();
  host.restart();
}

/** Where the book was left when it was locked; asked once after an unlock. */
export async function placeLeft(): Promise<string | null> {
  const place = await host.draft({ key: PLACE });
  if (place !== null) await host.dropDraft({ key: PLACE });
  return place;
}

const CHECK_MS = 5000;

/** Locks after `lock_minutes` without a key, a click or running work. Returns how to stop. */
export async function watchIdle(router: Router, locked: () => void): Promise<() => void> {
  const { session, revision } = useSession();
  let last = Date.now();
  let minutes = (await host.settings()).lock_minutes;
  let seen = revision.value;
  const touched = () => {
    last = Date.now();
  };
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
  for (const event of events) window.addEventListener(event, touched, { passive: true });
  const timer = setInterval(async () => {
    if (session.value === null) return;
    if (somethingRuns()) return touched();
    if (seen !== revision.value) {
      seen = revision.value;
      minutes = (await host.settings()).lock_minutes;
    }
    if (Date.now() - last >= minutes * 60_000) {
      clearInterval(timer);
      locked();
      await lockBook(router.currentRoute.value.fullPath);
    }
  }, CHECK_MS);
  return () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, touched);
  };
}
