import { describe, expect, test, vi } from 'vitest';
import type { DutyRow } from '../../host';
import { all, asked, click, field, gone, hold, maybe, openAt, press, says, see, type } from '../../testing/window';
import { later, linesOf, monthsOf, periodOf } from './table';

describe('the table', () => {
  const row = (id: string, period: DutyRow['period'], month: string): DutyRow => ({
    duty: id,
    id,
    clause: '3.1',
    source: 'standard',
    level: 'grid',
    scope: '第一网格',
    period,
    from: '',
    to: '',
    month,
    required: 1,
    done: 1,
    missing: 0,
    state: 'done',
    each: null,
    several: false,
    late: 0,
    link: `${id}/${month}`,
  });
  const shape = (rows: DutyRow[], months: string[]) =>
    linesOf(rows, months).map(({ cells }) => cells.map(({ row: of, span }) => `${of?.month ?? '—'} ${span}`));

  test('a quarter reaches over its months, a year over all of them, and what has not come stays empty', () => {
    const year = monthsOf('year', '2026-05');
    expect(year).toHaveLength(12);
    expect(shape([row('a', 'quarter', '2026-03'), row('a', 'quarter', '2026-06')], year)).toEqual([
      ['2026-03 3', '2026-06 3', ...Array(6).fill('— 1')],
    ]);
    expect(shape([row('b', 'year', '2026-12')], year)).toEqual([['2026-12 12']]);
    expect(shape([row('c', 'month', '2026-02')], year)[0]?.slice(0, 3)).toEqual(['— 1', '2026-02 1', '— 1']);
  });

  test('in a month and in a quarter what reaches further is shown in the months that there are', () => {
    expect(shape([row('a', 'quarter', '2026-03'), row('b', 'year', '2026-12')], ['2026-02'])).toEqual([
      ['2026-03 1'],
      ['2026-12 1'],
    ]);
    expect(shape([row('b', 'year', '2026-12')], monthsOf('quarter', '2026-05'))).toEqual([['2026-12 3']]);
  });

  test('periods are named as the program reads them, and turn over years', () => {
    expect(['month', 'quarter', 'year'].map((unit) => periodOf(unit as 'month', '2026-05'))).toEqual([
      '2026-05',
      '2026-Q2',
      '2026',
    ]);
    expect([later('month', '2026-01', -1), later('quarter', '2026-11', 1), later('year', '2026-05', -1)]).toEqual([
      '2025-12',
      '2027-02',
      '2025-05',
    ]);
    expect(monthsOf('quarter', '2026-12')).toEqual(['2026-10', '2026-11', '2026-12']);
  });
});

test('a year shows every duty with its clause, and how it stands by sign and word', async () => {
  await openAt('/meetings/duties');
  await see('duty-table');
  expect(asked('duties').at(-1)).toEqual({ period: '2026', together: true });
  await says('line-party-group-meeting', /党小组会.*第 3.1 条/s);
  const state = (testid: string) => maybe(testid)?.dataset.state;
  expect([state('duty-party-group-meeting-2026-01'), state('duty-party-group-meeting-2026-02')]).toEqual([
    'done',
    'missing',
  ]);
  expect(maybe('duty-party-group-meeting-2026-02')?.textContent).toMatch('!');
  expect(maybe('duty-party-group-meeting-2026-02')?.getAttribute('aria-label')).toMatch('没做够');
  expect(state('duty-organisational-life-2026-12')).toBe('open');
  expect(state('duty-publicity-2026-03')).toBe('no_number');
  expect(maybe('duty-party-group-meeting-2026-05')?.textContent).toMatch('补录');
  expect(maybe('duty-party-group-meeting-2026-12')).toBeNull();
});

test('a number opens who lacks what and its records, and Esc goes back to it', async () => {
  const { router } = await openAt('/meetings/duties');
  (await see('duty-household-visits-2026-12')).focus();
  await click('duty-household-visits-2026-12');
  await says('duty-behind', /走访每一户.*每户每季至少 1 次/s);
  expect(all('duty-subject')).toHaveLength(62);
  expect(all('duty-subject')[0]?.textContent).toMatch('还没到期');
  expect(asked('duty_behind')).toEqual([{ link: 'household-visits/2026-12' }]);
  await press('Escape');
  await gone('duty-behind');
  expect(document.activeElement).toBe(maybe('duty-household-visits-2026-12'));
  await click('duty-household-visits-2026-12');
  const push = vi.spyOn(router, 'push');
  (await see('duty-subject')).querySelector('button')?.click();
  expect(push).toHaveBeenCalledWith({ name: 'people', query: { household: 'h1' } });
});

test('months and quarters turn back and no further on than today; a grid has its own table', async () => {
  await openAt('/meetings/duties');
  await click('duty-month');
  await says('duty-period', '2026 年 11 月');
  expect((await see('duty-on')).hasAttribute('disabled')).toBe(true);
  await click('duty-back');
  await says('duty-period', '2026 年 10 月');
  expect(asked('duties').at(-1)).toEqual({ period: '2026-10', together: true });
  await click('duty-quarter');
  await says('duty-period', '2026 年第 4 季度');
  await click('duty-back');
  await says('duty-period', '2026 年第 3 季度');
  await says('duty-table', /7 月.*8 月.*9 月.*党小组每月至少 1 次/s);
});

test('an answer to an earlier question comes too late', async () => {
  await openAt('/meetings/duties');
  await see('duty-table');
  const letGo = hold('duties');
  await click('duty-month');
  await click('duty-back');
  await says('duty-table', /10 月/);
  await letGo();
  expect(maybe('duty-table')?.textContent).not.toMatch('11 月');
});

test('before the book was opened nothing is asked for, and the page says so', async () => {
  await openAt('/meetings/duties');
  await see('duty-table');
  await click('duty-back');
  await says('duties-none', /建账以前不要求/);
});

test('a county sets its number from a month on; what the standard asks for cannot be lowered', async () => {
  await openAt('/meetings/duties');
  await click('duty-rules-open');
  await click('edit-rule-party-group-meeting');
  expect((await field('rule-on')).disabled).toBe(true);
  await type('rule-min', '0');
  await press('Enter');
  await says('duty-rule-form', /1 到 99/);
  await type('rule-min', '');
  await press('Enter');
  await says('duty-rule-form', /不能少定/);
  await type('rule-min', '2');
  await type('rule-from', '2026-12');
  await press('Enter');
  await says('notice', /党小组会已改好/);
  expect(asked('save_duty').at(-1)).toEqual({ duty: 'party-group-meeting', on: true, min: 2, from: '2026-12' });
  await says('rule-party-group-meeting', /至少 2 次.*2026-12 起改过/s);
});

test('practice is switched off, and what was typed into a rule is there again', async () => {
  await openAt('/meetings/duties');
  await click('duty-rules-open');
  await click('edit-rule-party-day');
  (await field('rule-on')).click();
  await click('duty-rules-close');
  await gone('duty-rules');
  await click('duty-rules-open');
  await click('edit-rule-party-day');
  await vi.waitFor(async () => expect((await field('rule-on')).checked).toBe(false));
  await click('save-rule');
  await says('rule-party-day', /已停用/);
  await vi.waitFor(() => expect(maybe('line-party-day')).toBeNull());
});

test('工作台 shows what the month asks for, what is missing first, and opens it', async () => {
  const { router } = await openAt('/workbench');
  await says('duty-card', /本月规定动作.*第 3.1 条/s);
  expect(asked('duties')).toEqual([{ together: true }]);
  await click('bench-duty-organisational-life');
  await says('duty-behind', /组织生活会/);
  await says('duty-period', '2026 年 11 月');
  await router.push('/workbench');
  await click('bench-duties');
  await says('duty-period', '2026 年');
  expect(maybe('duty-behind')).toBeNull();
});
