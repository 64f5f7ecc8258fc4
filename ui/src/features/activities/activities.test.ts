import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const lastEvent = () => asked('record_event').at(-1);

test('an activity is recorded with its people and hours, and blank fields are not said', async () => {
  await openAt('/activities');
  await see('activity-rows');
  await click('activity-add');
  await type('activity-name', '秋收帮工');
  await type('activity-start', '8:30');
  await type('activity-end', '11:00');
  await type('activity-person', theWorld().contents.households[9]?.people[0]?.name ?? '');
  await see('activity-person-hit');
  await press('Enter');
  await see('activity-taker');
  await type('taker-hours-1', '2.5');
  await press('Enter');
  await says('notice', /秋收帮工已记下/);
  expect(lastEvent()).toEqual({
    kind: 'hold_activity',
    value: {
      kind: '',
      name: '秋收帮工',
      date: '2026-11-21',
      start: '8:30',
      end: '11:00',
      people: [{ person: expect.stringMatching(/^p/), part: '志愿者', hours: '2.5' }],
    },
  });
});

test('an activity opens with its people; put right, only what was changed is said', async () => {
  await openAt('/activities');
  await see('activity-rows-row');
  all('activity-rows-row')[0]?.click();
  await says('activity-card', /清理村口河道.*2026-11-08 08:00—10:30.*王春生.*2.5 小时/s);
  await click('activity-edit');
  // Whose hours are the activity's says nothing: they follow it.
  expect((await field('taker-hours-1')).value).toBe('');
  await type('activity-place', '东河');
  await type('activity-served', '');
  await press('Enter');
  await vi.waitFor(() => expect(lastEvent()).toBeDefined());
  expect(lastEvent()).toEqual({ kind: 'edit_activity', value: { activity: 'a1', place: '东河', served: '' } });
});

test('how many were served goes as it was typed: the program says what it cannot read', async () => {
  await openAt('/activities');
  await click('activity-add');
  await type('activity-name', '理发');
  await type('activity-served', '很多');
  await press('Enter');
  await vi.waitFor(() => expect(lastEvent()).toMatchObject({ value: { served: '很多' } }));
});

test('what is given up leaves nothing behind, and one leads back to the list', async () => {
  await openAt('/activities');
  await click('activity-add');
  await type('activity-name', '写错的');
  await click('activity-cancel');
  await gone('activity-form');
  await click('activity-add');
  expect((await field('activity-name')).value).toBe('');
  await click('activity-cancel');
  all('activity-rows-row')[0]?.click();
  await click('activity-back');
  await gone('activity-card');
});

test('a photograph is added by its path and taken away again', async () => {
  await openAt('/activities');
  await see('activity-rows-row');
  all('activity-rows-row')[0]?.click();
  await see('photo');
  await click('photo-add');
  await click('photo-choose');
  await vi.waitFor(async () => expect((await field('photo-path')).value).toBe('/media/stick/河道.jpg'));
  await type('photo-caption', '清理前');
  await press('Enter');
  await says('notice', /照片已存进账本/);
  expect(lastEvent()).toEqual({
    kind: 'add_photo',
    value: { activity: 'a1', file: '/media/stick/河道.jpg', caption: '清理前' },
  });
  await click('photo-drop');
  await vi.waitFor(() => expect(lastEvent()).toEqual({ kind: 'drop_photo', value: { photo: 'f1' } }));
});

test('a row of a register is put right with what was changed, and ends on a day', async () => {
  await openAt('/ground');
  await see('register-rows-row');
  all('register-rows-row')[0]?.click();
  await see('register-form');
  expect(maybe('field-date')).toBeNull();
  await type('field-note', '晚上有灯');
  await press('Enter');
  await vi.waitFor(() => expect(lastEvent()).toBeDefined());
  expect(lastEvent()).toEqual({ kind: 'edit_place', value: { place: 'g1', note: '晚上有灯' } });
  await gone('register-form');
  all('register-rows-row')[0]?.click();
  await click('register-end');
  await click('end-go');
  await vi.waitFor(() =>
    expect(lastEvent()).toEqual({ kind: 'end_place', value: { place: 'g1', date: '2026-11-21' } }),
  );
});

test('a row that was given up is not there when a new one is begun', async () => {
  await openAt('/ground/places');
  await click('register-add');
  await type('field-name', '写错的');
  await click('register-cancel');
  await gone('register-form');
  await click('register-add');
  expect((await field('field-name')).value).toBe('');
});

test('what nobody finds is told from what is not there yet', async () => {
  await openAt('/ground/places');
  await type('register-find', '没有的');
  await says('register-none', /没有找到/);
});

test('another list is shown at once, though saving was asked for', async () => {
  await openAt('/ground');
  await click('save-registers');
  await click('tab-things');
  await says('register-none', /还没有登记/);
});

test('+ asks for a new row with its first day', async () => {
  await openAt('/ground/places');
  await see('register-rows');
  (document.activeElement as HTMLElement).blur();
  await press('+');
  await type('field-name', '东桥');
  await press('Enter');
  await vi.waitFor(() => expect(lastEvent()).toEqual({ kind: 'add_place', value: { name: '东桥' } }));
});

test('volunteers show how often and how long they served; one joins and leaves from today on', async () => {
  const { router } = await openAt('/activities/volunteers');
  await says('volunteer', /队长.*5.5 小时/s);
  await click('volunteer-join');
  await type('volunteer-who', theWorld().contents.households[3]?.people[0]?.name ?? '');
  await see('volunteer-who-hit');
  await press('Enter');
  await says('notice', /已加入/);
  expect(lastEvent()).toEqual({
    kind: 'volunteer_join',
    value: { person: expect.stringMatching(/^p/), date: '2026-11-21' },
  });
  await click('volunteer-leave');
  await says('notice', /已退出/);
  expect(lastEvent()).toEqual({
    kind: 'volunteer_leave',
    value: { person: 'p1-0', date: '2026-11-21', grid: 'g1' },
  });
  expect(router.currentRoute.value.name).toBe('activities');
});

test('all registers are saved as one workbook, numbers masked', async () => {
  await openAt('/ground');
  await click('save-registers');
  await see('place-stick');
  await click('save-go');
  await says('saved', /已存好.*底数清册/s);
  expect(asked('save_registers')).toEqual([{ folder: '/media/stick', full_numbers: false }]);
});
