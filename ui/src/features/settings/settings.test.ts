import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { bookChanged } from '../../state/session';
import { all, asked, click, field, gone, hold, maybe, openAt, press, says, see, type } from '../../testing/window';

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

test('another operator is added with both passwords, and ended again', async () => {
  await openAt('/settings/operators');
  await says('operator-row', /示例甲.*本人/s);
  await click('operator-add');
  await type('add-name', '示例丁');
  await type('add-password', '一句好记的话');
  await type('add-repeat', '一句别的话吧');
  await type('add-own', '示例密码八个字');
  await press('Enter');
  expect(maybe('operator-form')?.textContent).toContain('两遍');
  await type('add-repeat', '一句好记的话');
  await press('Enter');
  await vi.waitFor(() => expect(all('operator-row')).toHaveLength(3));
  await click('operator-end');
  await type('end-own', '示例密码八个字');
  await press('Enter');
  await says('notice', /示例丙已停用/);
  expect(asked('end_operator')).toEqual([{ id: 'o2', own_password: '示例密码八个字' }]);
});

test('a hand-over is looked at before any password is asked for, then done in one step', async () => {
  await openAt('/settings/handover');
  await type('handover-name', '示例戊');
  await press('Enter');
  await says('handover-preview', /示例甲 → 示例戊/);
  expect(asked('preview_hand_over')).toEqual([
    expect.objectContaining({ name: '示例戊', password: '', own_password: '' }),
  ]);
  await type('handover-password', '新的一句话好记');
  await type('handover-repeat', '新的一句话好记');
  await type('handover-own', '示例密码八个字');
  await press('Enter');
  await see('print-handover');
  await click('handover-lock');
  await vi.waitFor(() => expect(theWorld().open).toBeNull());
});

test('what can be repaired is ticked, and only what is ticked is repaired', async () => {
  await openAt('/settings/check');
  await click('check-go');
  await says('finding-repair', /把止改成起的那天/);
  await click('repair-go');
  await says('notice', /已修好 1 处/);
  expect(asked('repair')).toEqual([{ chosen: [{ code: 'tag_ends_before_start', record: 'h6' }] }]);
});

test('erasing asks why, shows what goes, and is done only after it was said that it is meant', async () => {
  await openAt('/erase/p1-0');
  await type('erase-reason', '本人申请');
  await press('Enter');
  await says('erase-preview', /个人信息.*1 条，历史里 2 处/s);
  expect((await see('erase-go')).hasAttribute('disabled')).toBe(true);
  (await field('erase-sure')).click();
  await vi.waitFor(() => expect(maybe('erase-go')?.hasAttribute('disabled')).toBe(false));
  await click('erase-go');
  await says('notice', /已抹去/);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('已抹去'));
  await says('erase-preview', /个人信息/);
  await click('erase-leave');
  await see('people-page');
  expect(asked('erase_person')).toEqual([{ person: 'p1-0', reason: '本人申请' }]);
});

test('what would be erased is gone when another reason is given, and an answer to the first one comes too late', async () => {
  await openAt('/erase/p1-0');
  await type('erase-reason', '本人申请');
  await press('Enter');
  await see('erase-preview');
  await type('erase-reason', '误登记');
  await gone('erase-preview');
  const letGo = hold('preview_erase');
  await press('Enter');
  await type('erase-reason', '外地人员');
  await letGo();
  expect(maybe('erase-preview')).toBeNull();
});

test('what a hand-over would change is gone with the name, with an undo, and never comes late', async () => {
  await openAt('/settings/handover');
  const letGo = hold('preview_hand_over');
  await type('handover-name', '示例戊');
  await press('Enter');
  await type('handover-name', '示例己');
  await letGo();
  expect(maybe('handover-preview')).toBeNull();
  await press('Enter');
  await says('handover-preview', /示例甲 → 示例己/);
  await bookChanged();
  await gone('handover-preview');
});

test('Enter while a person is searched for hands in nothing', async () => {
  await openAt('/settings/grids');
  await click('edit-grid-1');
  await type('leader', '查无此人');
  await press('Enter');
  expect(asked('save_grid')).toEqual([]);
  await see('grid-form');
});
