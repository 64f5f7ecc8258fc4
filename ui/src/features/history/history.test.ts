import { expect, test, vi } from 'vitest';
import { operate, theWorld } from '../../host/fake/world';
import { all, asked, click, field, openAt, press, says, see } from '../../testing/window';

function twoSettings(): void {
  operate('settings', 'settings', '改设置：截止日', 1, ({ settings }) => {
    settings.reporting_day = 25;
  });
  operate('settings', 'settings', '改设置：锁定', 1, ({ settings }) => {
    settings.lock_minutes = 30;
  });
}

test('an undo that later steps forbid lists those steps and changes nothing', async () => {
  await openAt('/history', twoSettings);
  await see('operation');
  all('undo-this')[1]?.click();
  await says('refused', /改设置：锁定.*undo.later/s);
  expect(theWorld().contents.settings.reporting_day).toBe(25);
});

test('the last step is undone and done again', async () => {
  await openAt('/history', twoSettings);
  await click('undo');
  await vi.waitFor(() => expect(theWorld().contents.settings.lock_minutes).toBe(10));
  await vi.waitFor(() => expect(all('operation')[0]?.dataset.undone).toBe('true'));
  await click('redo');
  await vi.waitFor(() => expect(theWorld().contents.settings.lock_minutes).toBe(30));
});

test('Ctrl+Z undoes anywhere outside of a field, and inside one belongs to the field', async () => {
  await openAt('/people', twoSettings);
  (await field('search')).focus();
  expect(await press('z', { ctrlKey: true })).toBe(false);
  expect(asked('undo')).toEqual([]);
  (document.activeElement as HTMLElement).blur();
  expect(await press('z', { ctrlKey: true })).toBe(true);
  expect(asked('undo')).toEqual([{ op: null }]);
  await says('notice', /改设置：锁定/);
  await press('y', { ctrlKey: true });
  await vi.waitFor(() => expect(asked('redo')).toHaveLength(1));
});

test('nothing done yet says so', async () => {
  await openAt('/history');
  await see('empty');
  expect((await see('undo')).hasAttribute('disabled')).toBe(true);
});
