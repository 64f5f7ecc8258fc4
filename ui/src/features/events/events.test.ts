import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const lastEvent = () => asked('record_event').at(-1);

test('from the card by + to the kinds, down to one, and its first field has the focus', async () => {
  await openAt('/people?household=h1');
  const card = await see('household-card');
  await see('member');
  card.focus();
  await press('+');
  await see('event-kinds');
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('data-testid')).toBe('event-birth'));
  await press('ArrowDown');
  expect(document.activeElement?.getAttribute('data-testid')).toBe('event-move_in');
  await click('event-move_in');
  await see('event-form');
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('ev-date')));
});

test('the head who dies is asked for a successor, and what the others are to them', async () => {
  await openAt('/event/death?household=h1&person=p1-0');
  await see('event-form');
  await see('ev-head');
  await type('ev-date', '2026.3');
  await says('event-form', /记作 2026-03/);
  await type('ev-date', '2026-03-10');
  await press('Enter');
  await gone('event-form');
  expect(lastEvent()).toEqual({ kind: 'death', value: { person: 'p1-0', date: '2026-03-10', keep_open: false } });
  await says('notice', /登记死亡：已登记/);
  await see('household-card');
});

test('what cannot be is said at its field, and nothing that was typed is lost', async () => {
  await openAt('/event/birth?household=h1');
  await type('ev-name', '示例新');
  await type('ev-date', '不知道');
  await press('Enter');
  await says('event-form', /日期看不懂.*not_a_date/s);
  expect((await field('ev-name')).value).toBe('示例新');
  expect((await field('ev-date')).closest('.wrong')).not.toBeNull();
});

test('a draft comes back when the form is opened again, and is gone when it is given up', async () => {
  const { router } = await openAt('/event/rename?household=h1&person=p1-1');
  await type('ev-newName', '示例改名');
  await vi.waitFor(() => expect(theWorld().drafts.size).toBe(1), { timeout: 2000 });
  await router.push('/people');
  await gone('event-form');
  await router.push('/event/rename?household=h1&person=p1-1');
  await vi.waitFor(async () => expect((await field('ev-newName')).value).toBe('示例改名'));
  await click('event-cancel');
  await vi.waitFor(() => expect(theWorld().drafts.size).toBe(0));
});

test('what is left out stays, and the word for nothing takes away', async () => {
  await openAt('/event/edit_person?household=h1&person=p1-1');
  await type('ev-phone', '无');
  await type('ev-education', '初中');
  await press('Enter');
  await gone('event-form');
  expect(lastEvent()).toEqual({ kind: 'edit_person', value: { person: 'p1-1', phone: '', education: '初中' } });
});

test('a household is typed person after person; the one without a name is shown', async () => {
  await openAt('/new-household');
  await type('hh-hamlet', '三组');
  await type('p1-name', '示例甲');
  await click('add-person');
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('p2-name')));
  await type('p2-id_number', '999999195003150014');
  expect(maybe('p2-sex')).toBeNull();
  await press('Enter');
  await says('household-form', /请填姓名/);
  expect((await field('p2-name')).closest('.wrong')).not.toBeNull();
  await type('p2-name', '示例乙');
  await type('p2-relation', '妻');
  await click('add-person');
  await press('Enter');
  await see('household-card');
  expect(lastEvent()).toEqual({
    kind: 'found_household',
    value: expect.objectContaining({
      hamlet: '三组',
      members: [
        { name: '示例甲', relation: '户主' },
        { name: '示例乙', relation: '妻', id_number: '999999195003150014' },
      ],
    }),
  });
});
