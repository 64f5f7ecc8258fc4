import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

test('a leader is found by letters, taken by Enter, and saved with the grid', async () => {
  await openAt('/settings/grids');
  await click('edit-grid-1');
  const head = theWorld().contents.households[0]?.people[0]?.name ?? '';
  await type('leader', head);
  await see('leader-hit');
  await press('Enter');
  await says('leader-chosen', head);
  await click('save-grid');
  await gone('grid-form');
  expect(asked('save_grid')).toEqual([expect.objectContaining({ id: 'g1', leader: 'p1-0', hamlets: ['一组'] })]);
  expect(theWorld().operations.at(-1)?.row.kind).toBe('grid');
});

test('a grid without a name is not saved', async () => {
  await openAt('/settings/grids');
  await click('add-grid');
  await type('grid-name', ' ');
  await press('Enter');
  expect(maybe('grid-form')?.textContent).toContain('请写网格名称');
  expect(asked('save_grid')).toEqual([]);
});

test('settings are one operation that can be undone', async () => {
  await openAt('/settings/station');
  await type('caption-3', '组长姓名');
  await press('Enter');
  await vi.waitFor(() => expect(theWorld().contents.settings.captions[0]).toBe('组长姓名'));
  (document.activeElement as HTMLElement).blur();
  await press('z', { ctrlKey: true });
  await vi.waitFor(() => expect(theWorld().contents.settings.captions[0]).toBe('党小组组长'));
});

test('counting nobody is refused before it reaches the program', async () => {
  await openAt('/settings/station');
  (await field('counted-registered')).click();
  (await field('counted-usual')).click();
  await click('save-settings');
  expect(maybe('station-form')?.textContent).toContain('至少要算一样');
  expect(asked('save_settings')).toEqual([]);
});

test('a wrong present password is said and no field keeps it', async () => {
  await openAt('/settings/password');
  await type('old-password', '不对');
  await type('new-password', '新的密码一共八字');
  await type('repeat-password', '新的密码一共八字');
  await press('Enter');
  await says('error', /密码不对/);
  expect((await field('old-password')).value).toBe('');
});

test('findings stand by weight, each with its code', async () => {
  await openAt('/settings/check');
  await click('check-go');
  await see('finding');
  expect(all('finding').map((found) => found.className)).toEqual(['error', 'note', 'note']);
  expect(all('finding')[0]?.textContent).toContain('tag_ends_before_start');
});

test('the audit log says whether it is intact', async () => {
  await openAt('/settings/audit');
  await see('intact');
});

test('the text size is asked of the program', async () => {
  await openAt('/settings/size');
  (await field('size-150')).click();
  await vi.waitFor(() => expect(asked('set_text_size')).toEqual([{ percent: 150 }]));
});
