import { expect, test, vi } from 'vitest';
import { HostFailure } from '../../host';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const lastEvent = () => asked('record_event').at(-1);

/** A new plan of the running month, everything proposed. */
async function begun() {
  const opened = await openAt('/works/plans');
  await see('plan-rows-row');
  await press('+');
  await vi.waitFor(() => expect(all('plan-line')).toHaveLength(5));
  return opened;
}
const box = async (at: number) => (await see(`keep-${at}`)).querySelector('input') as HTMLInputElement;
const tick = async (at: number) => (await box(at)).click();

test('the plans of a year stand with what is done and what is late, in words', async () => {
  await openAt('/works/plans');
  await see('plan-rows-row');
  const rows = all('plan-rows-row').map((row) => row.textContent?.replace(/\s+/g, ' '));
  expect(rows[0]).toMatch(/2026 年度.*第一网格党小组.*组织生活不断档.*3 件.*1 件.*! 1 件过时/);
  expect(rows[1]).toMatch(/2026 年 11 月.*4 件.*! 1 件过时/);
});

test('what stands for a duty has its count, which opens the records, and no tick', async () => {
  const { router } = await openAt('/works/plans?id=plan2');
  await vi.waitFor(() => expect(all('plan-item')).toHaveLength(4));
  expect(all('plan-item')[0]?.textContent).toMatch(/党小组会.*按记录 1\/1.*✓\s*已做到/s);
  expect(all('plan-item')[2]?.textContent).toMatch(/! 过了时限/);
  expect([maybe('plan-tick-1'), maybe('plan-tick-2')]).toEqual([null, null]);
  expect(maybe('plan-tick-3')).not.toBeNull();
  await click('plan-count-2');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/meetings/duties?link=party-day/2026-11'));
});

test('what is done is ticked off with its day and result, and taken back', async () => {
  await openAt('/works/plans?id=plan1');
  await click('plan-tick-3');
  await type('done-result', '帮了九户');
  await press('Enter');
  await says('notice', /已记下完成/);
  expect(lastEvent()).toEqual({
    kind: 'plan_done',
    value: { item: 'i3', date: '2026-11-21', result: '帮了九户' },
  });
  await gone('done-form');
  await click('plan-reopen-2');
  await says('notice', /已改回没完成/);
  expect(lastEvent()).toEqual({ kind: 'plan_done', value: { item: 'i2', date: '' } });
});

test('of what is counted only the result is written, without a day', async () => {
  await openAt('/works/plans?id=plan2');
  await click('plan-result-1');
  expect(maybe('done-date')).toBeNull();
  await type('done-result', '议了三件事');
  await press('Enter');
  await vi.waitFor(() =>
    expect(lastEvent()).toEqual({ kind: 'plan_done', value: { item: 'i4', result: '议了三件事' } }),
  );
});

test('a plan holds what was proposed, but not what lost its tick, and what was typed below', async () => {
  await begun();
  expect(asked('plan_draft')).toEqual([{ period: '2026-11' }]);
  await tick(2);
  await tick(5);
  await click('change-3');
  await type('item-measures-3', '两人一组，逐户看');
  await type('item-6', '检查火炕烟道');
  await type('item-due-6', '2026-11-28');
  await see('item-7');
  (await field('item-due-6')).focus();
  await press('Enter', { ctrlKey: true });
  await says('notice', /工作计划已记下/);
  expect(lastEvent()).toEqual({
    kind: 'make_plan',
    value: {
      period: '2026-11',
      items: [
        { text: '党小组会', measures: '每月至少 1 次', due: '2026-11', duty: 'party-group-meeting' },
        { text: '排查闲置房和出租房', measures: '两人一组，逐户看', due: '2026-11', owner: 'p1-0' },
        { text: '更换主街两盏路灯', measures: '2026-10-08 党小组会议定', due: '2026-11', owner: 'p1-0' },
        { text: '检查火炕烟道', due: '2026-11-28' },
      ],
    },
  });
});

test('Enter goes from the text to its measures, and hands nothing in', async () => {
  await begun();
  await type('item-6', '检查火炕烟道');
  await press('Enter');
  expect(document.activeElement).toBe(await field('item-measures-6'));
  expect(lastEvent()).toBeUndefined();
});

test('another time is proposed anew; what was typed stays', async () => {
  await begun();
  await tick(1);
  await click('change-3');
  await type('item-measures-3', '两人一组');
  await type('item-6', '检查火炕烟道');
  await type('plan-period', '2027');
  await vi.waitFor(() => expect(asked('plan_draft').at(-1)).toEqual({ period: '2027' }));
  await vi.waitFor(() => expect(maybe('plan-lines')?.textContent).toMatch(/党小组会.*2027/s));
  // Four proposals of the year, and the month's that was typed over.
  expect(all('plan-line')).toHaveLength(5);
  expect((await box(1)).checked).toBe(true);
  expect((document.querySelector('[data-testid="plan-targets"]') as HTMLTextAreaElement).value).toMatch(/不断档/);
  expect((await field('item-measures-5')).value).toBe('两人一组');
  expect((await field('item-6')).value).toBe('检查火炕烟道');
});

test('who saves at once after another time was typed saves what is proposed for that time', async () => {
  await begun();
  await type('plan-period', '2027');
  await click('plan-save');
  await says('notice', /工作计划已记下/);
  const made = lastEvent() as { value: { period: string; items: { due: string }[] } };
  expect(made.value.period).toBe('2027');
  expect(made.value.items.length).toBeGreaterThan(0);
  expect(made.value.items.every(({ due }) => due.startsWith('2027'))).toBe(true);
});

test('a time that has its plan leads to it', async () => {
  await openAt('/works/plans', ({ contents }) => {
    contents.grids = contents.grids.slice(0, 1);
  });
  await click('plan-add');
  await see('plan-form');
  await says('plan-there', /已经有了/);
  (await see('plan-there')).querySelector('button')?.click();
  await says('plan-card', /2026 年 11 月工作计划/);
});

test('a mistake stands at the row that was written, which opens for it, whatever lost its tick before', async () => {
  await begun();
  await tick(1);
  const refused = Promise.reject(
    new HostFailure({ code: 'due_before', message: '完成时限早于计划的起始日期', field: 'items.2.due', hint: null }),
  );
  refused.catch(() => undefined);
  theWorld().held.set('record_event', refused);
  await click('plan-save');
  await vi.waitFor(() => expect(all('plan-line')[2]?.textContent).toMatch(/完成时限早于计划的起始日期/));
  expect(document.activeElement).toBe(await field('item-due-3'));
  expect(all('plan-line')[1]?.textContent).not.toMatch(/早于/);
});

test('put right, what is to be done is said whole, without what lost its tick', async () => {
  await openAt('/works/plans?id=plan2');
  await click('plan-edit');
  await vi.waitFor(() => expect(all('plan-line')).toHaveLength(4));
  await tick(4);
  await type('item-5', '清主街边沟');
  await click('plan-save');
  await says('notice', /工作计划已记下/);
  expect(lastEvent()).toEqual({
    kind: 'edit_plan',
    value: {
      plan: 'plan2',
      items: [
        { item: 'i4', text: '党小组会', measures: '每月至少 1 次', due: '2026-11', duty: 'party-group-meeting' },
        { item: 'i5', text: '主题党日', measures: '每月至少 1 次', due: '2026-11', duty: 'party-day' },
        { item: 'i6', text: '排查闲置房和出租房', measures: '镇党委交办', due: '2026-11-10', owner: 'p1-0' },
        { text: '清主街边沟' },
      ],
    },
  });
});

test('what is typed of a new plan outlives another page with its ticks; what is only proposed is nothing to keep', async () => {
  const { router } = await begun();
  expect(theWorld().drafts.has('plan-new')).toBe(false);
  await tick(4);
  await type('item-6', '检查火炕烟道');
  await router.push('/visits');
  await vi.waitFor(() => expect(theWorld().drafts.get('plan-new')).toContain('烟道'));
  await router.push('/works/plans');
  await click('plan-add');
  await vi.waitFor(async () => expect((await field('item-6')).value).toBe('检查火炕烟道'));
  expect((await box(4)).checked).toBe(false);
  await click('plan-cancel');
  await gone('plan-form');
  await vi.waitFor(() => expect(theWorld().drafts.has('plan-new')).toBe(false));
});

test('a plan is shown as it is printed, alone; then all of a month', async () => {
  const { router } = await openAt('/works/plans?id=plan1');
  await click('plan-print');
  await vi.waitFor(() =>
    expect(router.currentRoute.value.query).toMatchObject({ form: 'work_plan', subject: 'plan1' }),
  );
  await vi.waitFor(() =>
    expect(asked('form_view').at(-1)).toMatchObject({ form: 'work_plan', subject: 'plan1', month: null }),
  );
  await click('all-activities');
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ subject: null, month: '2026-11' }));
  await router.push('/works/plans?id=plan1');
  await click('plan-print');
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ subject: 'plan1' }));
  // Another form of months is not about the plan.
  await click('form-task_list');
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ form: 'task_list', subject: null }));
});
