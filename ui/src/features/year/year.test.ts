import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { theYear } from '../../host/fake/year';
import { all, asked, click, field, gone, hold, maybe, openAt, press, says, see, type } from '../../testing/window';

/** Everything of the new year is there. */
const drafted = () =>
  Object.assign(theYear(), {
    unsealed: [],
    matters: 0,
    tasks: 0,
    letters: [3, 3, 3],
    rules: [7, 7],
    plans: [1, 1],
    committed: 3,
    commitments: [],
  });

test('what is open is told and opened: months without a closing, matters, tasks', async () => {
  const { router } = await openAt('/year');
  await says('year-goes-on', /民情事项.*3 件.*交办.*2 件.*2027-001/s);
  expect(maybe('open-resolutions')).toBeNull();
  await click('open-matters');
  await see('matters-page');
  expect(router.currentRoute.value.query).toEqual({ open: '1' });
  expect(router.currentRoute.value.params).toEqual({ tab: 'list' });
  await router.push('/year');
  await click('open-tasks');
  await see('work-page');
  expect(router.currentRoute.value.params).toEqual({ tab: 'tasks' });
  await router.push('/year');
  await click('close-2026-10');
  await see('closing-page');
  expect(router.currentRoute.value.query).toEqual({ month: '2026-10' });
  await click('to-year');
  await see('year-page');
});

test('resolutions that stay open lead to their list', async () => {
  const { router } = await openAt('/year', () => Object.assign(theYear(), { resolutions: 4 }));
  await says('open-resolutions', '4 件');
  await click('open-resolutions');
  await see('meetings-page');
  expect(router.currentRoute.value.params).toEqual({ tab: 'resolutions' });
});

test('what is ticked is sent, as it is typed, and what is not ticked is not', async () => {
  await openAt('/year');
  await says('letters-scored', /3 份.*打分 2 份.*还差 1 份/s);
  await click('tick-letters');
  await click('tick-p2-0');
  await type('text-p2-0', '每月看望三户独居老人');
  expect(maybe('text-p1-0')).toBeNull();
  await click('change-year');
  expect(asked('record_event')).toEqual([
    {
      kind: 'change_year',
      value: {
        year: 2027,
        letters: true,
        rules: false,
        commitments: [{ person: 'p2-0', text: '每月看望三户独居老人' }],
      },
    },
  ]);
  await says('letters-there', /已有 3 份/);
  await says('committed', /1 人/);
  await gone('goes-on-p2-0');
  expect(maybe('tick-rules')).not.toBeNull();
  expect(theWorld().drafts.has('year-2027')).toBe(false);
});

test('all can be ticked at once and go on with their measures; Ctrl+Enter hands them in', async () => {
  await openAt('/year');
  await click('tick-all');
  (await field('text-p1-0')).focus();
  await press('Enter', { ctrlKey: true });
  expect(asked('record_event')).toMatchObject([
    {
      value: {
        letters: false,
        rules: false,
        commitments: [{ person: 'p1-0', measures: '每周清扫一次' }, { person: 'p2-0' }, { person: 'p3-0' }],
      },
    },
  ]);
  await says('commitments-hint', /没有要带过来/);
});

test('what is ticked and typed is kept when the page is left', async () => {
  const { router } = await openAt('/year');
  await click('tick-rules');
  await click('tick-p1-0');
  await type('text-p1-0', '包两条街');
  await router.push('/history');
  await vi.waitFor(() => expect(theWorld().drafts.get('year-2027')).toContain('包两条街'));
  await router.push('/year');
  await see('text-p1-0');
  expect((await field('text-p1-0')).value).toBe('包两条街');
  await click('change-year');
  expect(asked('record_event')).toMatchObject([{ value: { rules: true, commitments: [{ text: '包两条街' }] } }]);
});

test('a failure of a row stands at that row, and what was typed stays', async () => {
  await openAt('/year');
  await click('tick-p1-0');
  await click('tick-p3-0');
  await type('text-p3-0', '');
  await click('change-year');
  await says('mistake-p3-0', /请填承诺事项/);
  expect(maybe('mistake-p1-0')).toBeNull();
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('text-p3-0')));
  // Who is not sent any more moves no failure to another row.
  await click('tick-p1-0');
  expect(maybe('mistake-p3-0')).not.toBeNull();
  await type('text-p3-0', '有事先到场');
  await click('change-year');
  await gone('goes-on-p3-0');
});

test('a year that has everything says so and offers nothing', async () => {
  await openAt('/year', drafted);
  await says('year-unsealed', /2026 年过完的月份都结账了/);
  await says('year-goes-on', /没有留下没办完的/);
  await says('letters-there', /已有 3 份/);
  await says('rules-there', /已有 7 条/);
  await see('nothing-to-draft');
  for (const offer of ['tick-letters', 'tick-rules', 'tick-all', 'change-year', 'archive-early'])
    expect(maybe(offer), offer).toBeNull();
});

test('without party groups there are no letters to draft', async () => {
  await openAt('/year', () => Object.assign(theYear(), { groups: 0, letters: [0, 0, 0], rules: [0, 0] }));
  await says('letters-none', /还没有党小组/);
  await says('tick-rules', /照规范的/);
  expect(maybe('tick-letters')).toBeNull();
});

test('the archive says how far it is, where it lies and how many files it has', async () => {
  await openAt('/year');
  await see('archive-early');
  await click('archive');
  await see('place-stick');
  const release = hold('archive_year');
  await click('save-go');
  await says('progress', /40 \/ 40/);
  await release();
  await says('archived', /41 个文件.*\/media\/stick\/第一网格 2026年档案$/);
  expect(asked('archive_year')).toEqual([{ year: 2026, folder: '/media/stick' }]);
  await click('saved-done');
  expect(document.activeElement).toBe(await see('archive'));
});

test('the archive can be stopped, and begun again', async () => {
  await openAt('/year');
  await click('archive');
  await see('place-stick');
  await click('save-go');
  await click('cancel-work');
  await see('cancelled');
  expect(document.activeElement).toBe(await see('save-go'));
  await click('save-go');
  await see('archived');
});

test('the plan of the new year is made on its own page', async () => {
  const { router } = await openAt('/year');
  await click('to-plan');
  await see('plan-form');
  expect(router.currentRoute.value.params).toEqual({ tab: 'plans' });
});

test('Ctrl+K knows the change of the year', async () => {
  await openAt('/history');
  await press('k', { ctrlKey: true });
  await type('palette-input', '年度');
  await press('Enter');
  await see('year-page');
  expect(asked('year_change')).toEqual([{}]);
  expect((await see('nav-ledger')).getAttribute('aria-current')).toBe('page');
});

test('an address that names a year asks for that one', async () => {
  await openAt('/year?year=2026');
  await see('year-page');
  expect(asked('year_change')).toEqual([{ year: 2026 }]);
});

test('the workbench names it around the turn of the year, while something is still to be drafted', async () => {
  await openAt('/workbench', (world) => {
    world.today = '2027-01-05';
  });
  await says('waiting', /2027 年要定的还没定完/);
  await click('to-year');
  await see('year-page');
});

test('the workbench says nothing of it in another month, nor when all is drafted', async () => {
  const { router } = await openAt('/workbench');
  await see('waiting');
  expect(asked('year_change')).toEqual([]);
  await router.push('/history');
  drafted();
  theWorld().today = '2026-12-05';
  const { bookChanged } = await import('../../state/session');
  await bookChanged();
  await router.push('/workbench');
  await see('waiting');
  await vi.waitFor(() => expect(asked('year_change')).toHaveLength(1));
  expect(all('to-year')).toEqual([]);
});
