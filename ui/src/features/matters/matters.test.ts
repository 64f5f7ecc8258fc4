import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const lastEvent = () => asked('record_event').at(-1);

test('the board shows every matter where it stands, the late one marked', async () => {
  await openAt('/matters');
  await vi.waitFor(() => expect(all('board-matter')).toHaveLength(4));
  await says('column-待办', /2026-014 诉求.*村口路灯不亮.*超期 17 天/s);
  await says('column-已上报', /电线垂得低.*还有 1 天/s);
  await says('column-承办中', /没有/);
  await says('column-已结案', /网格内办结/);
});

test('a matter is entered by keyboard; blank fields are not said', async () => {
  await openAt('/matters');
  await see('matter-board');
  await press('+');
  await type('matter-content', '想学果树修剪');
  await type('matter-reporter', theWorld().contents.households[9]?.people[0]?.name ?? '');
  await see('matter-reporter-hit');
  await press('Enter');
  await see('matter-reporter-chosen');
  expect(maybe('matter-reporter-name')).toBeNull();
  (await field('matter-content')).focus();
  await press('Enter');
  await says('notice', /诉求 已记下/);
  expect(lastEvent()).toEqual({
    kind: 'open_matter',
    value: {
      kind: '诉求',
      source: '来访',
      date: '2026-11-21',
      content: '想学果树修剪',
      reporter: expect.stringMatching(/^p/),
    },
  });
});

test('what is typed of a new matter is there again after it was left, and gone when it was given up', async () => {
  await openAt('/matters');
  await click('matter-add');
  await type('matter-content', '写了一半');
  await vi.waitFor(() => expect(theWorld().drafts.has('matter-new')).toBe(true));
  await click('tab-list');
  await click('matter-add');
  await vi.waitFor(async () => expect((await field('matter-content')).value).toBe('写了一半'));
  await click('matter-cancel');
  await gone('matter-form');
  await click('matter-add');
  expect((await field('matter-content')).value).toBe('');
});

test('a digit takes the next step, and the steps that may follow are others then', async () => {
  await openAt('/matters/list?id=m1');
  await says('matter-card', /2026-014.*就地办结.*上报.*挂起/s);
  (document.activeElement as HTMLElement).blur();
  await press('1');
  await type('step-note', '已换灯泡');
  await press('Enter');
  await says('notice', /就地办结已记下/);
  expect(lastEvent()).toEqual({
    kind: 'matter_step',
    value: { matter: 'm1', step: '就地办结', date: '2026-11-21', note: '已换灯泡' },
  });
  await says('next-1', /回访/);
  expect(all('matter-step')).toHaveLength(2);
  await click('next-1');
  await click('step-satisfied-yes');
  await click('step-save');
  await vi.waitFor(() =>
    expect(lastEvent()).toEqual({
      kind: 'matter_step',
      value: { matter: 'm1', step: '回访', date: '2026-11-21', satisfied: true },
    }),
  );
  await says('next-1', /结案/);
});

test('what a dispute is about is masked until it is asked for; putting it right asks for it too', async () => {
  await openAt('/matters/list?id=m3');
  await says('matter-card', /•••.*138\*\*\*\*1234/s);
  expect(maybe('matter-card')?.textContent).not.toMatch(/房檐|示例甲/);
  expect(asked('matter')).toEqual([{ id: 'm3', full: false }]);
  await click('matter-show');
  await says('matter-card', /房檐滴水.*13800001234.*示例甲/s);
  await click('matter-edit');
  await type('dispute-demand', '改排水方向');
  await press('Enter');
  await vi.waitFor(() =>
    expect(lastEvent()).toEqual({
      kind: 'edit_matter',
      value: { matter: 'm3', dispute: { demand: '改排水方向' } },
    }),
  );
});

test('the list is narrowed by kind and by what is late, and says when nothing fits', async () => {
  await openAt('/matters/list');
  await vi.waitFor(() => expect(all('matter-rows-row')).toHaveLength(4));
  await click('matter-overdue');
  await vi.waitFor(() => expect(all('matter-rows-row')).toHaveLength(1));
  await type('matter-find', '没有的');
  await says('matters-none', /没有找到/);
});

test('every bar of the trends opens its matters', async () => {
  const { router } = await openAt('/matters/trends');
  await says('trends-total', /共 9 件，没办结 3 件，网格内办结 5 件/);
  await click('bar-矛盾纠纷');
  await vi.waitFor(() => expect(router.currentRoute.value.params.tab).toBe('list'));
  await vi.waitFor(() => expect(asked('list_matters').at(-1)).toMatchObject({ kind: '矛盾纠纷' }));
  await click('tab-trends');
  await click('bar-二组');
  await vi.waitFor(() => expect(asked('list_matters').at(-1)).toMatchObject({ hamlet: '二组' }));
  await click('tab-trends');
  await click('matters-of-2026-10');
  await vi.waitFor(() => expect(asked('list_matters').at(-1)).toMatchObject({ period: '2026-10' }));
  await click('tab-trends');
  expect((await see('bar-代办')).hasAttribute('disabled')).toBe(true);
});

test('the zero report shows zeros and opens what is not zero', async () => {
  const { router } = await openAt('/matters/zero');
  await vi.waitFor(() => expect(all('zero-row')).toHaveLength(3));
  await says('zero-report', /群体性矛盾纠纷\s*0 本月没有/);
  await click('zero-矛盾纠纷');
  await vi.waitFor(() =>
    expect(asked('list_matters').at(-1)).toMatchObject({ kind: '矛盾纠纷', period: '2026-11', collective: false }),
  );
  await click('tab-zero');
  await click('zero-print');
  await vi.waitFor(() =>
    expect(router.currentRoute.value.query).toEqual({ form: 'dispute_register', month: '2026-11' }),
  );
});

test('the workbench opens the matters that wait and those that are late', async () => {
  const { router } = await openAt('/workbench');
  await says('overdue-count', /1 件/);
  await click('overdue-count');
  await vi.waitFor(() => expect(asked('list_matters').at(-1)).toMatchObject({ overdue: true, open: false }));
  await router.push('/workbench');
  await click('matters-count');
  await vi.waitFor(() => expect(asked('list_matters').at(-1)).toMatchObject({ overdue: false, open: true }));
});

test('the card of a household shows its matters, and each leads to its page', async () => {
  const { router } = await openAt('/people?household=h2');
  await says('card-matters', /2026-014.*诉求.*村口路灯不亮.*超期 17 天/s);
  await click('card-matter');
  await says('matter-card', /2026-014/);
  expect(router.currentRoute.value.query).toEqual({ id: 'm1' });
});

test('a need becomes a matter from the list of visits', async () => {
  await openAt('/people?household=h2');
  await click('need-becomes');
  await says('need-kind', /.*/);
  await vi.waitFor(async () => expect((await see('need-kind')).dataset.value).toBe('诉求'));
  await click('result-save');
  await says('notice', /已转为民情事项/);
  expect(lastEvent()).toEqual({
    kind: 'open_matter',
    value: { kind: '诉求', date: '', content: '', need: 'n-h2' },
  });
});

test('a need becomes a matter while the visit is written down', async () => {
  await openAt('/visits');
  await type('visit-need', '路灯不亮');
  await click('need-matter');
  await vi.waitFor(async () => expect((await see('need-kind')).dataset.value).toBe('诉求'));
  await click('visit-save');
  await vi.waitFor(() =>
    expect(lastEvent()).toMatchObject({
      kind: 'visit',
      value: { needs: [{ text: '路灯不亮', report: false, matter: true, kind: '诉求' }] },
    }),
  );
});
