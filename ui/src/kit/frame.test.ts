import { expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { restarts } from '../host/fake/wire';
import { theWorld } from '../host/fake/world';
import { slept } from '../state/lock';
import { pages } from '../state/pages';
import { all, asked, click, field, gone, maybe, openAt, openOutside, press, says, see, type } from '../testing/window';

test('Ctrl+K finds a person by letters and Enter opens the card', async () => {
  await openAt('/history');
  await see('history-page');
  await press('k', { ctrlKey: true });
  await type('palette-input', '王春生');
  await vi.waitFor(() => expect(all('palette-entry')[0]?.textContent).toContain('王春生'));
  await press('Enter');
  await gone('palette');
  await see('household-card');
});

test('Ctrl+K reaches a command, and a composing Enter does not choose', async () => {
  await openAt('/people');
  await press('k', { ctrlKey: true });
  await type('palette-input', '体检');
  await press('Enter', { isComposing: true });
  expect(maybe('palette')).not.toBeNull();
  await vi.waitFor(() => expect(all('palette-entry')).toHaveLength(1));
  await press('Enter');
  await see('check-go');
});

test('Ctrl+L writes drafts and place, closes the book and starts the window anew', async () => {
  const before = restarts.count;
  await openAt('/settings/station');
  await type('caption-4', '还没存的');
  await press('l', { ctrlKey: true });
  await vi.waitFor(() => expect(restarts.count).toBe(before + 1));
  expect(theWorld().open).toBeNull();
  expect(theWorld().drafts.get('place')).toBe('/settings/station');
  expect(theWorld().drafts.get('settings')).toContain('还没存的');
  expect(asked('close_book')).toHaveLength(1);
});

test('without a key for the set minutes the book is locked', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await openAt('/people', ({ contents }) => {
    contents.settings.lock_minutes = 3;
  });
  await see('people-page');
  await vi.advanceTimersByTimeAsync(170_000);
  expect(theWorld().open).not.toBeNull();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(theWorld().open).toBeNull();
  expect(window.location.hash).toBe('#/?told=idle');
  vi.useRealTimers();
});

test('after the machine slept the book is locked, and the key that woke it does nothing else', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await openAt('/people');
  await see('people-page');
  vi.setSystemTime(Date.now() + 20_000);
  await press('k', { ctrlKey: true });
  await see('palette');
  await press('Escape');
  // Another minute of the wall clock, of which the machine's own knows nothing.
  vi.setSystemTime(Date.now() + 60_000);
  await press('k', { ctrlKey: true });
  await vi.waitFor(() => expect(theWorld().open).toBeNull());
  expect(maybe('palette')).toBeNull();
  vi.useRealTimers();
});

test('after the machine slept the book is locked though nobody touches it', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await openAt('/people');
  await see('people-page');
  vi.setSystemTime(Date.now() + 60_000);
  await vi.advanceTimersByTimeAsync(5_500);
  expect(theWorld().open).toBeNull();
  vi.useRealTimers();
});

test('sleep is told from a long wait by the two clocks, or by nobody having looked', () => {
  const at = (wall: number, own: number) => ({ wall, own });
  expect(slept(at(0, 0), at(60_000, 60_000))).toBe(false);
  expect(slept(at(0, 0), at(60_000, 5_000))).toBe(true);
  expect(slept(at(0, 0), at(-3_600_000, 5_000))).toBe(false);
  expect(slept(at(0, 0), at(200_000, 200_000))).toBe(true);
});

test('while the book closes nothing of it is shown', async () => {
  await openAt('/people');
  await see('people-page');
  const shown = () => document.querySelector('.window')?.classList.contains('locked');
  expect(shown()).toBe(false);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', ctrlKey: true }));
  // The first thing drawn after the key; the book may take its time to close.
  await nextTick();
  expect([maybe('locking') !== null, shown()]).toEqual([true, true]);
  await vi.waitFor(() => expect(theWorld().open).toBeNull());
});

test('a book is locked from a page outside the frame too, where it is restored', async () => {
  const before = restarts.count;
  await openAt('/restore?dir=/books/xiangyang');
  await see('restore-page');
  await press('l', { ctrlKey: true });
  await vi.waitFor(() => expect(restarts.count).toBe(before + 1));
  expect(theWorld().open).toBeNull();
});

test('a lock on a page that shows no book leads back to the workbench', async () => {
  await openAt('/restore?dir=/books/xiangyang');
  await see('restore-page');
  await press('l', { ctrlKey: true });
  await vi.waitFor(() => expect(theWorld().drafts.get('place')).toBe('/workbench'));
});

test.each([
  ['idle', '自动锁定'],
  ['draft', '没能存下来'],
])('the window that begins anew says what happened: %s', async (told, words) => {
  await openOutside(undefined, `/?told=${told}`);
  await says('told', words);
});

test('the question mark shows the keys, but not while somebody types', async () => {
  await openAt('/people');
  (await field('search')).focus();
  await press('?');
  expect(maybe('key-help')).toBeNull();
  (document.activeElement as HTMLElement).blur();
  await press('?');
  await click('key-help-close');
  await gone('key-help');
});

test('Alt and a digit go to a page; the navigation names the doubts that wait', async () => {
  await openAt('/people');
  expect((await see('nav-doubts')).textContent).toContain('3');
  const key = (page: (typeof pages)[number]) => String((pages.indexOf(page) + 1) % 10);
  await press(key('intake'), { altKey: true });
  await see('intake-page');
  await press(key('ledger'), { altKey: true });
  await see('ledger-page');
  await press('0', { altKey: true });
  await see('doubts-page');
});

test('a page without a digit is reached by the navigation and by Ctrl+K', async () => {
  const { router } = await openAt('/people');
  expect(pages.indexOf('work')).toBeGreaterThanOrEqual(10);
  await click('nav-work');
  await see('work-page');
  await router.push('/people');
  await press('k', { ctrlKey: true });
  await type('palette-input', '专项');
  await press('Enter');
  await see('work-page');
});

test('a page of the book is not reached while no book is open', async () => {
  theWorld().open = null;
  const { router } = await openAt('/people', (world) => {
    world.open = null;
  });
  expect(router.currentRoute.value.name).toBe('books');
  await says('books-page', /本机账本/);
});
