import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const lastEvent = () => asked('record_event').at(-1);
const open = async (at: number) => {
  await see('commitment-rows-row');
  all('commitment-rows-row')[at]?.click();
};

test('every member stands in the list, who has none among them, with the five steps as marks', async () => {
  await openAt('/commitments');
  await see('commitment-rows-row');
  const rows = all('commitment-rows-row').map((row) => row.textContent?.replace(/\s+/g, ' '));
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/王春生.*环境卫生岗.*包一条街保持干净.*待审诺/);
  expect(rows[3]).toMatch(/赵秀兰.*未认岗.*还没有承诺/);
  const marks = [...(all('commitment-rows-row')[1]?.querySelectorAll('[data-testid="mark"]') ?? [])];
  expect(marks.map((mark) => mark.className)).toEqual(['done', 'done', 'next', 'later', 'later']);
  expect(marks[2]?.getAttribute('title')).toBe('公示 下一步');
});

test('a number narrows the list to those whom it counts, and again shows all', async () => {
  await openAt('/commitments');
  await click('only-未承诺');
  await vi.waitFor(() => expect(all('commitment-rows-row')).toHaveLength(1));
  expect(asked('list_commitments').at(-1)).toMatchObject({ only: '未承诺', year: 2026 });
  await click('only-all');
  await vi.waitFor(() => expect(all('commitment-rows-row')).toHaveLength(4));
});

test('the next step is taken with one Enter', async () => {
  await openAt('/commitments');
  await open(0);
  await says('commitment-card', /王春生.*包一条街保持干净.*2026-01-10/s);
  const note = await field('step-note');
  await vi.waitFor(() => expect(document.activeElement).toBe(note));
  await press('Enter');
  await says('notice', /王春生的承诺已审诺/);
  expect(lastEvent()).toEqual({
    kind: 'commitment_step',
    value: { commitments: ['c1'], step: '审诺', date: '2026-11-21', passed: true },
  });
});

test('a commitment stays open when its step takes it out of the narrowed list', async () => {
  await openAt('/commitments');
  await click('only-待审诺');
  await open(0);
  await see('commitment-card');
  await click('only-未承诺');
  await vi.waitFor(() => expect(all('commitment-rows-row')).toHaveLength(1));
  await says('commitment-card', /王春生/);
  await open(0);
  await see('commit-form');
  await click('only-all');
  await gone('commit-form');
});

test('a review sends back when it says so, with its reason', async () => {
  await openAt('/commitments');
  await open(0);
  await click('step-not-passed');
  await type('step-note', '写具体些');
  await press('Enter');
  await says('notice', /已审诺/);
  expect(lastEvent()).toMatchObject({ value: { passed: false, note: '写具体些' } });
});

test('a date that is none is said at its field and nothing is lost', async () => {
  await openAt('/commitments');
  await open(1);
  await type('step-note', '上墙了');
  await type('step-date', '后天');
  await press('Enter');
  await says('step-form', /日期看不懂/);
  expect((await field('step-note')).value).toBe('上墙了');
  expect(document.activeElement).toBe(await field('step-date'));
});

test('the same step for several is one operation, without those that are unticked', async () => {
  await openAt('/commitments');
  await click('commitment-many');
  await click('many-公示');
  await vi.waitFor(() => expect(all('many-tick')).toHaveLength(2));
  await press('Enter');
  await says('notice', /2 份已公示/);
  expect(lastEvent()).toEqual({
    kind: 'commitment_step',
    value: { commitments: ['c2', 'c3'], step: '公示', date: '2026-11-21' },
  });
  await gone('step-many');
  await click('commitment-many');
  await click('many-公示');
  await see('many-tick');
  all('many-tick')[0]?.querySelector('input')?.click();
  await says('many-go', /公示 1 份/);
  await click('many-go');
  await vi.waitFor(() => expect(lastEvent()).toMatchObject({ value: { commitments: ['c3'] } }));
});

test('who has none commits with what was typed; given up, it leaves nothing behind', async () => {
  await openAt('/commitments');
  await open(3);
  await type('commit-text', '写错的');
  await click('commit-cancel');
  await gone('commit-form');
  await open(3);
  expect((await field('commit-text')).value).toBe('');
  await type('commit-text', '照看两位独居老人');
  await type('commit-due', '2026-12');
  await press('Enter');
  await says('notice', /赵秀兰的承诺已记下/);
  expect(lastEvent()).toEqual({
    kind: 'commit',
    value: { person: 'p4-0', year: 2026, text: '照看两位独居老人', due: '2026-12', post: '', date: '2026-11-21' },
  });
});

test('what is typed outlives another page', async () => {
  const { router } = await openAt('/commitments');
  await open(3);
  await type('commit-text', '修桥');
  await router.push('/visits');
  await vi.waitFor(() => expect(theWorld().drafts.get('commitment-p4-0-2026')).toContain('修桥'));
  await router.push('/commitments');
  await open(3);
  await vi.waitFor(async () => expect((await field('commit-text')).value).toBe('修桥'));
});

test('before it is public a commitment is put right with what was changed, or taken out', async () => {
  await openAt('/commitments');
  await open(0);
  await click('commitment-edit');
  await type('commit-measures', '每天');
  await press('Enter');
  await says('notice', /已记下/);
  expect(lastEvent()).toEqual({ kind: 'edit_commitment', value: { commitment: 'c1', measures: '每天' } });
  await click('commitment-drop');
  await says('notice', /已删去/);
  expect(lastEvent()).toEqual({ kind: 'drop_commitment', value: { commitment: 'c1' } });
});

test('the public list, the whole list and a sheet are shown as they are printed', async () => {
  const { router } = await openAt('/commitments');
  await click('commitment-public');
  await vi.waitFor(() => expect(router.currentRoute.value.query).toMatchObject({ form: 'commitment_public' }));
  await router.push('/commitments');
  await open(0);
  await click('commitment-print');
  await vi.waitFor(() =>
    expect(router.currentRoute.value.query).toMatchObject({ form: 'commitment_sheet', subject: 'p1-0' }),
  );
});

test('posts of the standard are set by ticking; those that are there stay ticked', async () => {
  await openAt('/commitments/posts', ({ contents }) => {
    contents.grids = contents.grids.slice(0, 1);
  });
  await see('post-rows-row');
  await click('post-set');
  const box = (kind: string) => maybe(`post-kind-${kind}`)?.querySelector('input') as HTMLInputElement;
  await see('post-kind-环境卫生');
  expect([box('环境卫生').checked, box('环境卫生').disabled, box('纠纷调解').checked]).toEqual([true, true, false]);
  box('纠纷调解').click();
  box('民意收集').click();
  await says('post-set-go', /设 2 个岗位/);
  await click('post-set-go');
  await says('notice', /已设 2 个岗位/);
  expect(lastEvent()).toEqual({ kind: 'set_posts', value: { kinds: ['纠纷调解', '民意收集'] } });
});

test('a post of any kind is added; of a usual one, name and duty follow', async () => {
  await openAt('/commitments/posts');
  await see('post-rows-row');
  (document.activeElement as HTMLElement).blur();
  await press('+');
  await type('post-kind', '水库看护');
  await press('Enter');
  await vi.waitFor(() => expect(lastEvent()).toEqual({ kind: 'add_post', value: { post_kind: '水库看护' } }));
});

test('another page leads to a post, whether it ended or not', async () => {
  await openAt('/commitments/posts?id=post2');
  await says('post-card', /政策宣传岗/);
  expect(asked('list_posts').at(-1)).toMatchObject({ ended: true });
});

test('somebody claims a post by a few letters and Enter', async () => {
  await openAt('/commitments/posts');
  await see('post-rows-row');
  all('post-rows-row')[1]?.click();
  await says('post-card', /政策宣传岗.*还没有人认领/s);
  await type('claim-who', theWorld().contents.households[3]?.people[0]?.name ?? '');
  await see('claim-who-hit');
  await press('Enter');
  await says('notice', /已认领政策宣传岗/);
  expect(lastEvent()).toEqual({
    kind: 'claim_post',
    value: { post: 'post2', person: expect.stringMatching(/^p/), date: '2026-11-21' },
  });
});

test('how a post is filled is written down, and somebody gives it up on a day', async () => {
  await openAt('/commitments/posts');
  await see('post-rows-row');
  all('post-rows-row')[0]?.click();
  await click('claim-edit');
  await type('claim-appraisal', '称职');
  await press('Enter');
  await says('notice', /王春生的履岗情况已记下/);
  expect(lastEvent()).toEqual({ kind: 'edit_claim', value: { claim: 'claim1', appraisal: '称职' } });
  await click('claim-end');
  await see('end-form');
  await type('end-date', '2026-11-20');
  await press('Enter');
  await vi.waitFor(() =>
    expect(lastEvent()).toEqual({ kind: 'end_claim', value: { claim: 'claim1', date: '2026-11-20' } }),
  );
});
