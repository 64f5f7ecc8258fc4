import { expect, test, vi } from 'vitest';
import { restarts } from '../host/fake/wire';
import { theWorld } from '../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../testing/window';

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
  vi.useRealTimers();
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
  await press('6', { altKey: true });
  await see('doubts-page');
  await press('7', { altKey: true });
  await see('ledger-page');
});

test('a page of the book is not reached while no book is open', async () => {
  theWorld().open = null;
  const { router } = await openAt('/people', (world) => {
    world.open = null;
  });
  expect(router.currentRoute.value.name).toBe('books');
  await says('books-page', /本机账本/);
});
