import { expect, test, vi } from 'vitest';
import { HostFailure } from '../../host';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const lastEvent = () => asked('record_event').at(-1);

/** The program refuses the next event. */
function refuse(code: string, message: string, at: string): void {
  const refused = Promise.reject(new HostFailure({ code, message, field: at, hint: null }));
  refused.catch(() => undefined);
  theWorld().held.set('record_event', refused);
}

test('tasks stand in the list with the overdue one first, which says so in words', async () => {
  await openAt('/works');
  await see('task-rows-row');
  const rows = all('task-rows-row').map((row) => row.textContent?.replace(/\s+/g, ' '));
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/排查闲置房和出租房.*第一网格党小组.*王春生.*办理中.*! 超期 11 天/);
  expect(rows[1]).toMatch(/统计冬季用煤缺口的户.*待办.*还有 4 天/);
  expect(rows[2]).toMatch(/上报可出租的机动地.*已退回/);
  expect(rows[3]).toMatch(/张贴医保缴费通知.*全村.*已完成.*2026-10-20/);
});

test('the list is narrowed to what is late, to what waits, and says when nothing fits', async () => {
  await openAt('/works');
  await see('task-rows-row');
  await click('task-overdue');
  await vi.waitFor(() => expect(all('task-rows-row')).toHaveLength(1));
  await click('task-overdue');
  await click('task-open');
  await vi.waitFor(() => expect(all('task-rows-row')).toHaveLength(2));
  await type('task-find', '没有的');
  await says('tasks-none', /没有找到/);
});

test('a digit takes a step, which says how it was done; the task stays open beside the list', async () => {
  await openAt('/works?id=t1');
  await says('task-card', /排查闲置房和出租房.*办理中.*推进.*完成.*退回.*查了一半/s);
  (document.activeElement as HTMLElement).blur();
  await press('2');
  await says('step-form', /怎么完成的/);
  await type('step-note', '三十一户都查了');
  await press('Enter');
  await says('notice', /完成已记下/);
  expect(lastEvent()).toEqual({
    kind: 'task_step',
    value: { task: 't1', step: '完成', date: '2026-11-21', note: '三十一户都查了' },
  });
  await gone('step-form');
  await see('task-card');
});

test('a step without its reason is refused at the field, and what was typed is kept', async () => {
  await openAt('/works?id=t1');
  await click('next-3');
  await type('step-date', '2026-11-20');
  refuse('needed', '请写退回的原因', 'note');
  await press('Enter');
  await says('step-form', /请写退回的原因/);
  expect((await field('step-date')).value).toBe('2026-11-20');
  await type('step-note', '不归本组');
  await press('Enter');
  await vi.waitFor(() =>
    expect(lastEvent()).toEqual({
      kind: 'task_step',
      value: { task: 't1', step: '退回', date: '2026-11-20', note: '不归本组' },
    }),
  );
});

test('what was sent back can only be taken up again; what is in hand cannot be taken out', async () => {
  await openAt('/works?id=t3');
  await says('next-1', /重办/);
  expect(maybe('next-2')).toBeNull();
  await says('task-card', /退回\s*本组没有机动地/);
  expect(maybe('task-drop')).toBeNull();
});

test('a task for two party groups goes to both, and nobody of one of them is named', async () => {
  await openAt('/works');
  await see('task-rows-row');
  await press('+');
  await type('task-text', '清理河道漂浮物');
  await type('task-owner', theWorld().contents.households[3]?.people[0]?.name ?? '');
  await see('task-owner-hit');
  await press('Enter');
  await see('task-owner-chosen');
  await click('task-grid-g2');
  await click('task-grid-g1');
  await gone('task-owner');
  (await field('task-text')).focus();
  await press('Enter');
  await says('notice', /2 个党小组各记下一件/);
  expect(lastEvent()).toEqual({
    kind: 'give_task',
    value: { text: '清理河道漂浮物', source: '村党组织', date: '2026-11-21', grids: ['g1', 'g2'] },
  });
});

test('a task for nobody in particular is the village’s; a blank field is not said', async () => {
  await openAt('/works');
  await click('task-add');
  await type('task-text', '报秋粮面积');
  await type('task-source', '镇统计站');
  await type('task-due', '2026.12');
  await type('task-owner', theWorld().contents.households[3]?.people[0]?.name ?? '');
  await see('task-owner-hit');
  await press('Enter');
  await see('task-owner-chosen');
  (await field('task-text')).focus();
  await press('Enter');
  await vi.waitFor(() =>
    expect(lastEvent()).toEqual({
      kind: 'give_task',
      value: {
        text: '报秋粮面积',
        source: '镇统计站',
        date: '2026-11-21',
        due: '2026.12',
        owner: expect.stringMatching(/^p/),
        grids: [],
      },
    }),
  );
});

test('what is wrong with one of the party groups stands beside it', async () => {
  await openAt('/works');
  await click('task-add');
  await type('task-text', '清理河道漂浮物');
  await click('task-grid-g2');
  refuse('not_found', '这条记录已经不在了', 'grids.1');
  await click('task-save');
  await vi.waitFor(() =>
    expect(maybe('task-grid-g2')?.closest('div')?.textContent).toMatch(/第二网格党小组.*这条记录已经不在了/s),
  );
  expect(maybe('task-grid-g1')?.closest('div')?.textContent).not.toMatch(/不在了/);
});

test('what is typed of a new task outlives another page, and is gone when it was given up', async () => {
  const { router } = await openAt('/works');
  await click('task-add');
  await type('task-text', '写了一半');
  await router.push('/visits');
  await vi.waitFor(() => expect(theWorld().drafts.get('task-new')).toContain('写了一半'));
  await router.push('/works');
  await click('task-add');
  await vi.waitFor(async () => expect((await field('task-text')).value).toBe('写了一半'));
  await click('task-cancel');
  await gone('task-form');
  await click('task-add');
  expect((await field('task-text')).value).toBe('');
});

test('put right, only what was changed is said; what nobody began is taken out', async () => {
  await openAt('/works?id=t2');
  await click('task-edit');
  await type('task-due', '2026-12-01');
  await press('Enter');
  await vi.waitFor(() => expect(lastEvent()).toEqual({ kind: 'edit_task', value: { task: 't2', due: '2026-12-01' } }));
  await click('task-drop');
  await says('notice', /已删去/);
  expect(lastEvent()).toEqual({ kind: 'drop_task', value: { task: 't2' } });
  await gone('task-card');
});

test('the list is printed of the month of the last step', async () => {
  const { router } = await openAt('/works?id=t4');
  await click('task-print');
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ form: 'task_list', month: '2026-10' }));
});

test('the workbench counts tasks that wait and those that are late, and opens them', async () => {
  const { router } = await openAt('/workbench');
  await says('tasks-count', /2 件/);
  await click('tasks-overdue');
  await vi.waitFor(() => expect(asked('list_tasks').at(-1)).toMatchObject({ overdue: true, open: false, limit: 100 }));
  await router.push('/workbench');
  await click('tasks-count');
  await vi.waitFor(() => expect(asked('list_tasks').at(-1)).toMatchObject({ overdue: false, open: true, limit: 100 }));
});

test('service projects stand here, and who looks for them where they were is led here', async () => {
  const { router } = await openAt('/activities/projects');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/works/projects'));
  expect((await see('register')).dataset.name).toBe('projects');
});

test('Ctrl+K leads here', async () => {
  await openAt('/visits');
  await press('k', { ctrlKey: true });
  await type('palette-input', '专项');
  await vi.waitFor(() => expect(all('palette-entry')).toHaveLength(1));
  await press('Enter');
  await see('tasks');
});
