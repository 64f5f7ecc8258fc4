import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, hold, maybe, openAt, press, says, see, type } from '../../testing/window';

const lastVisit = () => asked('record_event').at(-1);

test('from door to door: words, Enter, and the next household of the list is at hand', async () => {
  await openAt('/visits');
  await see('visit-form');
  const before = all('due-row').length;
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('visit-findings')));
  await type('visit-findings', '家中平安');
  await press('Enter');
  await says('notice', /走访已记下/);
  await vi.waitFor(async () => expect((await see('visit-form')).dataset.household).toBe('h2'));
  expect(lastVisit()).toEqual({
    kind: 'visit',
    value: expect.objectContaining({ household: 'h1', kind: '入户', outcome: '见到', findings: '家中平安', needs: [] }),
  });
  await vi.waitFor(() => expect(all('due-row')).toHaveLength(before - 1));
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('visit-findings')));
  expect((await field('visit-findings')).value).toBe('');
});

test('F2 says that nobody was home, and a phrase is one key', async () => {
  await openAt('/visits');
  await see('visit-form');
  await press('1', { ctrlKey: true });
  await press('2', { ctrlKey: true });
  expect((await field('visit-findings')).value).toBe('家中平安，老人身体好');
  await type('visit-need', '修路');
  await press('F2');
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('visit-findings')));
  await press('Enter');
  await vi.waitFor(() => expect(lastVisit()).toBeDefined());
  expect(lastVisit()).toEqual({ kind: 'visit', value: expect.objectContaining({ outcome: '不在家', needs: [] }) });
});

test('what was asked for goes with its answer and whether it is to be reported', async () => {
  await openAt('/visits');
  await type('visit-need', '低保怎么办');
  await type('visit-answer', '已说明材料');
  await click('visit-report');
  await type('visit-next', '2026.12');
  await press('Enter');
  await says('notice', /走访已记下/);
  expect(lastVisit()).toEqual({
    kind: 'visit',
    value: expect.objectContaining({
      next: '2026.12',
      needs: [{ text: '低保怎么办', answer: '已说明材料', report: true, matter: false }],
    }),
  });
});

test('a filled sheet is typed in the order of its rows; a wrong number is said at its field', async () => {
  await openAt('/visits');
  await type('sheet', '123');
  await press('Enter');
  (await see('visits-page')).querySelector('form')?.requestSubmit();
  await says('visits-page', /没有这张走访单/);
  await type('sheet', '20261121-01');
  (await see('visits-page')).querySelector('form')?.requestSubmit();
  await says('due', /01.*02/s);
  await type('visit-findings', '好');
  (await field('visit-findings')).focus();
  await press('Enter');
  await vi.waitFor(async () => expect((await see('visit-form')).dataset.household).toBe('h2'));
  await says('due', /01.*02/s);
});

test('F3 finds another household, whatever the list says', async () => {
  await openAt('/visits');
  await see('visit-form');
  await press('F3');
  const find = await field('visit-find');
  await vi.waitFor(() => expect(document.activeElement).toBe(find));
  const wanted = theWorld().contents.households[9]?.people[0]?.name ?? '';
  await type('visit-find', wanted);
  await see('visit-find-hit');
  await press('Enter');
  await says('visit-form', new RegExp(wanted));
});

test('a visit is put right in its place, and only what was changed is said', async () => {
  await openAt('/people?household=h1');
  await click('visit-edit');
  await type('edit-findings', '下午都在家');
  await type('edit-need-1', '路灯坏了');
  await press('Enter');
  await says('notice', /走访已改/);
  expect(lastVisit()).toEqual({
    kind: 'edit_visit',
    value: { visit: 'v-h1', findings: '下午都在家', needs: [{ text: '路灯坏了', report: false, matter: false }] },
  });
});

test('a photograph is added to the visit at which it was taken', async () => {
  await openAt('/people?household=h1');
  await click('visit-photos');
  await see('photo');
  expect(asked('list_photos').at(-1)).toEqual({ visit: 'v-h1' });
  await click('photo-add');
  await type('photo-path', '/media/stick/屋顶.jpg');
  await press('Enter');
  await vi.waitFor(() =>
    expect(asked('record_event').at(-1)).toEqual({
      kind: 'add_photo',
      value: { visit: 'v-h1', file: '/media/stick/屋顶.jpg' },
    }),
  );
});

test('what is given up is not there when the visit is put right another time', async () => {
  await openAt('/people?household=h1');
  await click('visit-edit');
  await type('edit-findings', '写错了');
  await click('edit-cancel');
  await gone('visit-edit-form');
  await click('visit-edit');
  expect((await field('edit-findings')).value).toBe('');
  expect([...theWorld().drafts.keys()]).not.toContain('edit-visit-v-h1');
});

test('when nobody was home after all, what was asked for goes, which is said before, and nobody is satisfied', async () => {
  await openAt('/people?household=h2');
  await click('visit-edit');
  const [, notSatisfied] = (await see('edit-satisfied')).querySelectorAll('input');
  notSatisfied?.click();
  const [met, notHome] = (await see('edit-outcome')).querySelectorAll('input');
  expect(maybe('visit-edit-form')?.textContent).not.toContain('诉求会一起去掉');
  notHome?.click();
  await says('visit-edit-form', /这次的诉求会一起去掉/);
  expect(met?.checked).toBe(false);
  await click('edit-save');
  await says('notice', /走访已改/);
  expect(lastVisit()).toEqual({ kind: 'edit_visit', value: { visit: 'v-h2', outcome: '不在家', needs: [] } });
});

test('a household with many visits shows the newest, and the ones before them when they are asked for', async () => {
  await openAt('/people?household=h5');
  await see('visits-more');
  expect(all('visit')).toHaveLength(8);
  await click('visits-more');
  await click('visits-more');
  await vi.waitFor(() => expect(all('visit')).toHaveLength(20));
  await gone('visits-more');
  expect(asked('list_visits').slice(1)).toEqual([
    { household: 'h5', offset: 8, limit: 8 },
    { household: 'h5', offset: 16, limit: 8 },
  ]);
});

test('who keeps in touch with a household is added by a few letters and ended from today on', async () => {
  await openAt('/people?household=h1');
  await says('contact', /李桂英.*2026-01-01 起/s);
  await click('contact-add');
  const wanted = theWorld().contents.households[9]?.people[0]?.name ?? '';
  await type('contact-find', wanted);
  await see('contact-find-hit');
  await press('Enter');
  await says('notice', new RegExp(`${wanted}联系这一户`));
  expect(lastVisit()).toEqual({
    kind: 'contact',
    value: { person: expect.stringMatching(/^p/), household: 'h1', date: '2026-11-21' },
  });
  await click('contact-end');
  await says('notice', /不再联系/);
  expect(lastVisit()).toEqual({ kind: 'end_contact', value: { contact: 'c1', date: '2026-11-21' } });
});

test('the doors are one stop of Tab; arrows walk over them and Enter takes one', async () => {
  await openAt('/visits');
  await see('visit-form');
  expect(all('due-row').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  all('due-row')[0]?.focus();
  await press('ArrowDown');
  await press('ArrowDown');
  expect(document.activeElement).toBe(all('due-row')[2]);
  (document.activeElement as HTMLElement).click();
  await vi.waitFor(async () => expect((await see('visit-form')).dataset.household).toBe('h3'));
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('visit-findings')));
});

test('Tab reaches the first door when the one at hand is not among them', async () => {
  await openAt('/visits');
  await type('sheet', '20261121-01');
  (await see('visits-page')).querySelector('form')?.requestSubmit();
  await see('sheet-leave');
  await type('visit-find', theWorld().contents.households[42]?.people[0]?.phone?.slice(-4) ?? '');
  await see('visit-find-hit');
  await press('Enter');
  await vi.waitFor(async () => expect((await see('visit-form')).dataset.household).toBe('h43'));
  expect(all('due-row').filter(({ tabIndex }) => tabIndex === 0)).toEqual([all('due-row')[0]]);
});

test('a list that comes after another one was asked for is not shown, and the filters are asked for once', async () => {
  await openAt('/visits', ({ calls }) => {
    calls.push({ command: 'record_event', req: { kind: 'visit', value: { household: 'h1' } } });
  });
  await see('visit-form');
  const letGo = hold('due_households');
  await click('visits-all');
  await click('visits-due');
  await vi.waitFor(() => expect(asked('due_households')).toHaveLength(3));
  await letGo();
  expect(all('due-row')[0]?.dataset.id).toBe('h2');
  expect(asked('filters')).toHaveLength(1);
});
