// Duties of the fake book: the same ones every year, as they would stand on 21 November 2026; a changed number is kept.
import type { DutyBehind, DutyQuery, DutyRow, DutyRule, OpLabel, SaveDuty } from '../types';
import { fail, theWorld } from './world';

const RUNNING = 11;

type Kind = Pick<DutyRule, 'id' | 'name' | 'clause' | 'source' | 'level' | 'of' | 'period' | 'shipped'>;

const kind = (
  id: string,
  name: string,
  clause: string,
  source: DutyRule['source'],
  level: DutyRule['level'],
  period: DutyRule['period'],
  shipped: number | null,
): Kind => ({ id, name, clause, source, level, of: level === 'person' ? 'member' : null, period, shipped });

const KINDS: Kind[] = [
  kind('party-group-meeting', '党小组会', '3.1', 'standard', 'grid', 'month', 1),
  kind('organisational-life', '组织生活会', '3.1', 'standard', 'grid', 'year', 2),
  kind('joint-meeting', '党建工作联席会议', '5.2', 'standard', 'village', 'month', 1),
  kind('publicity', '政策宣传', '3.1', 'standard', 'grid', 'month', null),
  kind('member-assembly', '支部党员大会', '3.1', 'practice', 'branch', 'quarter', 1),
  kind('party-day', '主题党日', '3.1', 'practice', 'branch', 'month', 1),
  kind('household-visits', '走访每一户', '4.1', 'practice', 'household', 'quarter', 1),
  kind('commitments', '每名党员公开承诺', '5.4', 'practice', 'person', 'year', 1),
];

const saved = () =>
  new Map(
    theWorld()
      .calls.filter(({ command, req }) => command === 'save_duty' && (req as SaveDuty).min !== 0)
      .map(({ req }) => [(req as SaveDuty).duty, req as SaveDuty]),
  );

const LENGTH = { month: 1, quarter: 3, year: 12 };
const two = (number: number) => String(number).padStart(2, '0');

function row(
  { id, name, clause, source, level, period, shipped }: Kind,
  year: string,
  last: number,
  grid: string,
): DutyRow {
  const several = level === 'household' || level === 'person' || (level === 'grid' && grid === '向阳村');
  const required =
    shipped === null ? null : level === 'household' ? 62 : level === 'person' ? 9 : several ? 2 : shipped;
  // February and August were short of something; so is what still runs.
  const short = last % 6 === 2 || last > RUNNING ? 1 : 0;
  const done = required === null ? last % 3 : required - short;
  const missing = required === null ? 0 : required - done;
  const closed = last < RUNNING;
  const first = two(last - LENGTH[period] + 1);
  return {
    duty: name,
    id,
    clause,
    source,
    level,
    scope: level === 'grid' || several ? grid : '向阳村',
    period,
    from: `${year}-${first}-01`,
    to: `${year}-${two(last)}-28`,
    month: `${year}-${two(last)}`,
    required,
    done,
    missing,
    state: required === null ? 'no_number' : missing === 0 ? 'done' : closed ? 'missing' : 'open',
    each: several ? shipped : null,
    several,
    late: last === 5 && done > 0 ? 1 : 0,
    link: `${id}/${year}-${two(last)}`,
  };
}

export const dutyCommands = {
  duties({ period, grid }: DutyQuery): DutyRow[] {
    const [year, rest] = (period ?? `2026-${RUNNING}`).split('-');
    if (year === undefined || Number(year) > 2026) return fail('month_not_come', '这段时间还没有到', 'period');
    // The book was opened in 2026.
    if (theWorld().contents.households.length === 0 || Number(year) < 2026) return [];
    const quarter = rest?.startsWith('Q') ? Number(rest.slice(1)) : null;
    const month = quarter === null && rest ? Number(rest) : null;
    const [from, to] = month ? [month, month] : quarter ? [quarter * 3 - 2, quarter * 3] : [1, 12];
    const name = theWorld().contents.grids.find(({ id }) => id === grid)?.name ?? '向阳村';
    return KINDS.filter(({ level }) => grid === undefined || !['village', 'branch'].includes(level)).flatMap((one) => {
      if (saved().get(one.id)?.on === false) return [];
      const length = LENGTH[one.period];
      const ends = Array.from({ length: 12 / length }, (_, at) => (at + 1) * length);
      return ends
        .filter((end) => end >= from && end - length + 1 <= Math.min(to, RUNNING))
        .map((end) => row(one, year, end, name));
    });
  },
  duty_behind({ link }: { link: string }): DutyBehind {
    const [id, month = ''] = link.split('/');
    const one = KINDS.find((known) => known.id === id);
    if (!one) return fail('not_found', '这条记录已经不在了');
    const behind = row(one, month.slice(0, 4), Number(month.slice(5)), '向阳村');
    const { households } = theWorld().contents;
    const subjects = Array.from({ length: behind.several ? (behind.required ?? 1) : 1 }, (_, at) => ({
      kind: one.level,
      id: `${one.level}${at}`,
      name: households[at]?.people[0]?.name ?? null,
      hamlet: households[at]?.hamlet ?? null,
      household: one.level === 'household' ? (households[at]?.id ?? null) : null,
      required: one.shipped,
      done: at < behind.missing ? 0 : 1,
      missing: at < behind.missing ? 1 : 0,
      state: at < behind.missing ? ('open' as const) : ('done' as const),
      late: 0,
    }));
    const visits = one.level === 'household';
    const records = Array.from({ length: behind.done }, (_, at) => ({
      kind: visits ? ('visit' as const) : ('meeting' as const),
      id: `r${at}`,
      date: `${month}-0${(at % 9) + 1}`,
      title: visits ? '入户' : one.name,
      who: visits ? (households[at]?.people[0]?.name ?? null) : null,
      household: visits ? (households[at]?.id ?? null) : null,
      late: at < behind.late,
    }));
    return { row: behind, subjects, total: records.length, records };
  },
  duty_rules: (): DutyRule[] =>
    KINDS.map((one) => {
      const set = saved().get(one.id);
      return {
        ...one,
        min: set ? set.min : one.shipped,
        on: set?.on ?? true,
        fixed: one.source === 'standard',
        from: set ? (set.from ?? `2026-${RUNNING}`) : null,
      };
    }),
  save_duty({ duty, min, from }: SaveDuty): OpLabel {
    const one = KINDS.find(({ id }) => id === duty);
    if (min === 0) return fail('duty_number', '次数要在 1 到 99 之间', 'min');
    if (from !== null && !/^\d{4}-\d\d$/.test(from)) return fail('not_a_date', '月份要写成 2026-03 这样', 'from');
    if (one?.source === 'standard' && one.shipped !== null && (min ?? 0) < one.shipped)
      return fail('duty_below_standard', `规范要求至少 ${one.shipped} 次，可以多定，不能少定`, 'min');
    return { op: 1, label: `修改规定动作：${one?.name ?? ''}`, at: '2026-11-21T01:12:00Z' };
  },
};
