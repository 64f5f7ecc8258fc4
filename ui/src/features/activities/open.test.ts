import { expect, test, vi } from 'vitest';
import { all, click, gone, openAt, press, see } from '../../testing/window';

test.each([
  ['/activities', 'activity-rows'],
  ['/ground/places', 'register-rows'],
])('what was opened of a list is closed by Esc, and the list has the focus again: %s', async (path, rows) => {
  await openAt(path);
  await vi.waitFor(() => expect(all(`${rows}-row`).length).toBeGreaterThan(0));
  all(`${rows}-row`)[0]?.click();
  await vi.waitFor(() => expect(document.querySelector('.right')).not.toBeNull());
  (document.activeElement as HTMLElement).blur();
  await press('Escape');
  await vi.waitFor(() => expect(document.querySelector('.right')).toBeNull());
  expect(document.activeElement).toBe(await see(rows));
});

test('a new activity that is given up leaves the focus on the list', async () => {
  await openAt('/activities');
  await click('activity-add');
  await click('activity-cancel');
  await gone('activity-form');
  expect(document.activeElement).toBe(await see('activity-rows'));
});
