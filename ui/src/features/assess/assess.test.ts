import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const lastEvent = () => asked('record_event').at(-1);
const rowTexts = (testid: string) => all(testid).map((row) => row.textContent?.replace(/\s+/g, ' ').trim() ?? '');
const open = async (testid: string, at: number) => {
  await see(testid);
  all(testid)[at]?.click();
};

/** Chooses of a list box by what the choice is called. */
async function choose(testid: string, label: string): Promise<void> {
  const box = await see(testid);
  box.querySelector<HTMLElement>('.el-select__wrapper')?.click();
  const option = await vi.waitFor(() => {
    const found = [...document.querySelectorAll<HTMLElement>('[role="option"]')].find((one) =>
      one.textContent?.includes(label),
    );
    expect(found, label).toBeDefined();
    return found as HTMLElement;
  });
  option.click();
}

test('letters of all groups are drafted at once, from the pack or after last year', async () => {
  await openAt('/commitments/letters');
  await see('letter-rows-row');
  expect(rowTexts('letter-rows-row')).toEqual([
    expect.stringMatching(/第一网格党小组.*2026-01-15 签订.*100/),
    expect.stringMatching(/第二网格党小组.*草稿.*95/),
    expect.stringMatching(/第三网格党小组.*还没有起草/),
  ]);
  await says('letters-missing', /还有 1 个党小组/);
  await click('letters-draft');
  await says('notice', /2026 年的责任书已起草/);
  expect(lastEvent()).toEqual({ kind: 'draft_letters', value: { year: 2026, grids: [] } });
  await choose('letter-year', '2027');
  await click('letters-draft-last');
  await vi.waitFor(() =>
    expect(lastEvent()).toEqual({ kind: 'draft_letters', value: { year: 2027, grids: [], from_year: 2026 } }),
  );
});

test('one group alone gets its letter, which is then open', async () => {
  await openAt('/commitments/letters');
  await open('letter-rows-row', 2);
  await click('letter-draft');
  expect(lastEvent()).toEqual({ kind: 'draft_letters', value: { year: 2026, grids: ['g3'] } });
  await says('letter-card', /草稿/);
});

test('a draft is put right row by row with its sum, and a wrong row says so', async () => {
  await openAt('/commitments/letters');
  await open('letter-rows-row', 1);
  await says('letter-sum', /合计 95 分.*还差 5 分/);
  await click('letter-edit');
  await vi.waitFor(() => expect(all('target')).toHaveLength(4));
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('target-1')));
  await type('target-4', '平安建设');
  await vi.waitFor(() => expect(all('target')).toHaveLength(5));
  await press('Enter');
  expect(document.activeElement).toBe(await field('target-points-4'));
  await type('target-points-4', '五');
  await press('Enter', { ctrlKey: true });
  await says('target-mistake-4', /分数请写数字/);
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('target-points-4')));
  await type('target-points-4', '5');
  await vi.waitFor(() => expect(maybe('letter-sum')?.textContent?.trim()).toBe('合计 100 分'));
  await press('Enter', { ctrlKey: true });
  await says('notice', /第二网格党小组的责任书已记下/);
  expect(lastEvent()).toMatchObject({
    kind: 'edit_letter',
    value: {
      letter: 'l2',
      items: [
        { item: 'l2-1', text: '组织生活', points: '30', owner: 'p1-0', due: '2026-12' },
        { item: 'l2-2' },
        { item: 'l2-3' },
        { text: '平安建设', points: '5' },
      ],
    },
  });
  await gone('letter-form');
});

test('what is typed into a draft outlives another page; a row that is taken out is not handed in', async () => {
  const { router } = await openAt('/commitments/letters');
  await open('letter-rows-row', 1);
  await click('letter-edit');
  await type('target-1', '组织生活规范');
  await router.push('/visits');
  await vi.waitFor(() => expect(theWorld().drafts.get('letter-l2')).toContain('组织生活规范'));
  await router.push('/commitments/letters');
  await open('letter-rows-row', 1);
  await click('letter-edit');
  await vi.waitFor(async () => expect((await field('target-1')).value).toBe('组织生活规范'));
  await click('target-remove-2');
  await click('letter-save');
  await says('notice', /已记下/);
  const { value } = lastEvent() as { value: { items: { item?: string }[] } };
  expect(value.items.map(({ item }) => item)).toEqual(['l2-1', 'l2-3']);
});

test('a draft is signed on a day, never without one', async () => {
  await openAt('/commitments/letters');
  await open('letter-rows-row', 1);
  await click('letter-sign');
  await type('sign-date', '');
  await press('Enter');
  await says('letter-sign-form', /请写签订日期/);
  expect(asked('record_event')).toEqual([]);
  await type('sign-date', '2026-02-01');
  await press('Enter');
  await says('notice', /第二网格党小组的责任书已签订/);
  expect(lastEvent()).toEqual({ kind: 'sign_letter', value: { letter: 'l2', date: '2026-02-01' } });
});

test('a signed letter is not edited but scored; a score above its points is said at its row', async () => {
  await openAt('/commitments/letters');
  await open('letter-rows-row', 0);
  await says('letter-state', /2026-01-15 签订/);
  expect([maybe('letter-edit'), maybe('letter-sign'), maybe('letter-drop')]).toEqual([null, null, null]);
  await click('letter-score');
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('own-1')));
  await type('own-1', '28');
  await press('Enter');
  expect(document.activeElement).toBe(await field('score-1'));
  await type('score-3', '31');
  await press('Enter', { ctrlKey: true });
  await says('score-mistake-3', /得分要在 0 到 30 之间/);
  expect(maybe('score-mistake-2')).toBeNull();
  await vi.waitFor(async () => expect(document.activeElement).toBe(await field('score-3')));
  await type('score-3', '29.5');
  await press('Enter', { ctrlKey: true });
  await says('notice', /评分已记下/);
  expect(lastEvent()).toEqual({
    kind: 'score_letter',
    value: {
      letter: 'l1',
      items: [
        { item: 'l1-1', own_score: '28' },
        { item: 'l1-3', score: '29.5' },
      ],
    },
  });
});

test('a signature is taken back, and the letter is a draft again', async () => {
  await openAt('/commitments/letters');
  await open('letter-rows-row', 0);
  await click('letter-unsign');
  await says('notice', /已取消签订/);
  expect(lastEvent()).toEqual({ kind: 'sign_letter', value: { letter: 'l1', date: '' } });
});

test('one letter is printed alone, in two copies by hand', async () => {
  const { router } = await openAt('/commitments/letters');
  await open('letter-rows-row', 0);
  await says('letter-card', /一式两份/);
  await click('letter-print');
  await vi.waitFor(() =>
    expect(asked('form_view').at(-1)).toMatchObject({ form: 'letter', subject: 'l1', month: null }),
  );
  await click('form-score_rules');
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ form: 'score_rules', subject: null }));
  expect(router.currentRoute.value.query.subject).toBeUndefined();
});

test('the sheet keeps the order that the program gave, whatever the points', async () => {
  await openAt('/commitments/scores');
  await see('score-rows-row');
  expect(rowTexts('score-rows-row').map((row) => row.slice(0, 3))).toEqual(['王春生', '李桂英', '张建国', '赵秀兰']);
  expect(rowTexts('score-rows-row')[2]).toMatch(/党员.*第一网格.*10.*0.*-2.*8.*39/);
  await says('score-as-of', /2026-11-21.*不排名/);
});

test('a number opens what stands behind it, what the cap took, and the record', async () => {
  const { router } = await openAt('/commitments/scores');
  await see('score-rows-row');
  all('points-quarter')[0]?.click();
  await says('score-behind', /王春生.*共 18.5 分/s);
  expect(asked('score_behind').at(-1)).toEqual({ of: 'p1-0', year: 2026, quarter: 4, whole: false });
  await says('behind-capped', /本是 2 分/);
  all('points-year')[0]?.click();
  await says('behind-points', /共 61 分/);
  expect(asked('score_behind').at(-1)).toEqual({ of: 'p1-0', year: 2026, quarter: 4, whole: true });
  await click('behind-open-meeting');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/meetings/meetings?id=m1'));
});

test('a visit opens its household, a base its rule', async () => {
  const { router } = await openAt('/commitments/scores');
  await open('score-rows-row', 0);
  await click('behind-open-visit');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/people?household=h1'));
  await router.push('/commitments/scores');
  await open('score-rows-row', 0);
  await click('behind-open-period');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/commitments/rules?id=r1&year=2026'));
  await says('rule-form', /修改细则.*基础分/s);
});

test('only what was entered by hand can be taken out where it is seen', async () => {
  await openAt('/commitments/scores');
  await open('score-rows-row', 0);
  await see('behind-row');
  expect(all('points-drop')).toHaveLength(1);
  await click('points-drop');
  await says('notice', /已删去/);
  expect(lastEvent()).toEqual({ kind: 'drop_points', value: { entry: 'e1' } });
});

test('earlier quarters are turned to, one to come is not', async () => {
  await openAt('/commitments/scores');
  await says('quarter', /2026 年第 4 季度/);
  expect((await see('quarter-on')).hasAttribute('disabled')).toBe(true);
  for (let times = 0; times < 4; times += 1) await click('quarter-back');
  await says('quarter', /2025 年第 4 季度/);
  await vi.waitFor(() => expect(asked('score_sheet').at(-1)).toEqual({ year: 2025, quarter: 4 }));
  await says('rules-none', /2025 年还没有考核细则/);
});

test('points by hand need a rule, a reason and a reviewer who is somebody else', async () => {
  await openAt('/commitments/scores');
  await open('score-rows-row', 0);
  await click('behind-give');
  await says('points-form', /记给 王春生/);
  await type('points-reason', '县里表彰');
  await press('Enter');
  await says('points-form', /请选按哪条细则/);
  expect(asked('record_event')).toEqual([]);
  await choose('points-rule', '受到表彰');
  await click('points-save');
  await says('points-form', /请填审核人/);
  expect(lastEvent()).toMatchObject({ value: { reviewer: '' } });
  const reviewer = theWorld().contents.households[1]?.people[0]?.name ?? '';
  await type('points-reviewer', reviewer);
  await see('points-reviewer-hit');
  await press('Enter');
  await says('points-reviewer-chosen', reviewer);
  await click('points-save');
  await says('notice', /已登记 5 分/);
  expect(lastEvent()).toEqual({
    kind: 'give_points',
    value: {
      rule: 'r4',
      person: 'p1-0',
      date: '2026-11-21',
      reason: '县里表彰',
      reviewer: expect.stringMatching(/^p/),
    },
  });
  await see('score-behind');
});

test('a service project has its own list and its own rules', async () => {
  await openAt('/commitments/scores');
  await click('score-projects');
  await vi.waitFor(() => expect(rowTexts('score-rows-row')).toEqual([expect.stringMatching(/文明村示范带.*5.*14/)]));
  await open('score-rows-row', 0);
  await click('behind-give');
  await choose('points-rule', '群众评价好');
  await type('points-reason', '满意度高');
  await press('Enter');
  await vi.waitFor(() => expect(lastEvent()).toMatchObject({ value: { rule: 'r7', project: 'pr1' } }));
});

test('points that were reported change only when that is ticked', async () => {
  await openAt('/commitments/rules');
  await open('rule-rows-row', 1);
  await see('rule-form');
  expect(maybe('rule-late')).toBeNull();
  await type('rule-points', '3');
  await click('rule-save');
  await see('rule-late');
  await click('rule-late');
  await click('rule-save');
  await vi.waitFor(() => expect(lastEvent()).toMatchObject({ kind: 'edit_rule', value: { points: '3', late: true } }));
});

test('a year without rules offers the pack and last year', async () => {
  await openAt('/commitments/rules');
  await see('rule-rows-row');
  await choose('rule-year', '2027');
  await says('rules-none', /2027 年还没有考核细则/);
  await click('rules-last');
  await vi.waitFor(() => expect(lastEvent()).toEqual({ kind: 'set_rules', value: { year: 2027, from_year: 2026 } }));
  await click('rules-pack');
  await vi.waitFor(() => expect(lastEvent()).toEqual({ kind: 'set_rules', value: { year: 2027 } }));
  await says('notice', /2027 年的考核细则已定/);
});

test('a rule is added with what can give its points', async () => {
  await openAt('/commitments/rules');
  await see('rule-rows-row');
  (document.activeElement as HTMLElement).blur();
  await press('+');
  await type('rule-text', '参加志愿服务');
  await choose('rule-evidence', '参加活动');
  await choose('rule-of', '志愿服务');
  await type('rule-points', '2');
  await type('rule-cap', '10');
  await press('Enter');
  await says('notice', /「参加志愿服务」已记下/);
  expect(lastEvent()).toEqual({
    kind: 'add_rule',
    value: {
      year: 2026,
      about: '党员',
      text: '参加志愿服务',
      points: '2',
      cap: '10',
      period: '每季',
      evidence: '参加活动',
      of: '志愿服务',
    },
  });
});

test('a rule is put right with what was changed; one that points were entered under stays', async () => {
  await openAt('/commitments/rules');
  await open('rule-rows-row', 3);
  await says('rule-used', /登记过 1 次分/);
  expect(maybe('rule-drop')).toBeNull();
  await type('rule-cap', '15');
  await press('Enter');
  await says('notice', /已记下/);
  expect(lastEvent()).toEqual({ kind: 'edit_rule', value: { rule: 'r4', cap: '15' } });
  await open('rule-rows-row', 4);
  await click('rule-drop');
  await vi.waitFor(() => expect(lastEvent()).toEqual({ kind: 'drop_rule', value: { rule: 'r5' } }));
});

test('sheet and rules are printed of the month that they are asked for', async () => {
  const { router } = await openAt('/commitments/scores');
  await click('quarter-back');
  await click('scores-print');
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ form: 'score_sheet', month: '2026-09' }));
  await router.push('/commitments/rules');
  await click('rules-print');
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ form: 'score_rules', month: '2026-11' }));
});
