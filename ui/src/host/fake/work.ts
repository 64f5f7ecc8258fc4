// Tasks and plans of the fake book: a task that is late, one that waits, one that is done, one that was sent back; a plan of
// the year and one of the month. No event changes them.
import type {
  Page,
  PlanAsk,
  PlanDraft,
  PlanItemRow,
  PlanList,
  PlanProposal,
  PlanQuery,
  PlanRow,
  PlanView,
  TaskChoices,
  TaskQuery,
  TaskRow,
  TaskStepRow,
  TaskView,
} from '../types';
import { fail, theWorld } from './world';

const waits: TaskRow = {
  id: 't2',
  source: '村党组织',
  group: '第二网格党小组',
  date: '2026-11-12',
  text: '统计冬季用煤缺口的户',
  due: '2026-11-25',
  left: 4,
  owner: 'p2-0',
  owner_name: '李桂英',
  owner_gone: false,
  state: '待办',
  since: '2026-11-12',
  done_on: null,
  open: true,
  overdue: false,
  note: null,
  next: ['推进', '完成', '退回'],
};
const late: TaskRow = {
  ...waits,
  id: 't1',
  source: '镇党委',
  group: '第一网格党小组',
  date: '2026-10-28',
  text: '排查闲置房和出租房',
  due: '2026-11-10',
  left: -11,
  owner: 'p1-0',
  owner_name: '王春生',
  state: '办理中',
  since: '2026-11-05',
  overdue: true,
  note: '查了一半',
};
const back: TaskRow = {
  ...waits,
  id: 't3',
  source: '村民委员会',
  date: '2026-11-03',
  text: '上报可出租的机动地',
  due: '2026-11-30',
  left: null,
  owner: null,
  owner_name: null,
  state: '已退回',
  since: '2026-11-06',
  open: false,
  note: '本组没有机动地',
  next: ['重办'],
};
const done: TaskRow = {
  ...waits,
  id: 't4',
  group: null,
  date: '2026-10-08',
  text: '张贴医保缴费通知',
  due: '2026-10',
  left: null,
  state: '已完成',
  since: '2026-10-20',
  done_on: '2026-10-20',
  open: false,
  note: '各屯都贴了',
  next: ['验收', '重办'],
};
const tasks = [late, waits, back, done];

const STEP_OF: Partial<Record<TaskRow['state'], string>> = { 办理中: '推进', 已完成: '完成', 已退回: '退回' };

const stepsOf = ({ date, state, since, note }: TaskRow): TaskStepRow[] => {
  const step = STEP_OF[state];
  return [{ step: '交办', date, note: null }, ...(step === undefined ? [] : [{ step, date: since, note }])];
};

function foundTasks({ period, state, grid, text, open, overdue }: TaskQuery): TaskRow[] {
  const group = grid === 'g1' ? '第一网格党小组' : '第二网格党小组';
  return tasks.filter(
    (row) =>
      (period === undefined || row.date.startsWith(period)) &&
      (state === undefined || row.state === state) &&
      (grid === undefined || row.group === group) &&
      (!open || row.open) &&
      (!overdue || row.overdue) &&
      (row.text + row.source + (row.owner_name ?? '')).includes(text ?? ''),
  );
}

const item = (id: string, text: string, over: Partial<PlanItemRow>): PlanItemRow => ({
  id,
  text,
  measures: null,
  due: null,
  owner: null,
  owner_name: null,
  duty: null,
  count: null,
  link: null,
  done_on: null,
  result: null,
  done: false,
  late: false,
  ...over,
});
const king = { owner: 'p1-0', owner_name: '王春生' };

const ITEMS: Record<string, PlanItemRow[]> = {
  plan1: [
    item('i1', '党小组会', {
      measures: '每月至少 1 次',
      due: '2026',
      duty: 'party-group-meeting',
      count: '10/12',
    }),
    item('i2', '主街两侧种花', { due: '2026-06', ...king, done_on: '2026-05-28', done: true, result: '种了六百棵' }),
    item('i3', '组建秋收帮工队', { measures: '志愿者和农机户一起', due: '2026-09', ...king, late: true }),
  ],
  plan2: [
    item('i4', '党小组会', {
      measures: '每月至少 1 次',
      due: '2026-11',
      duty: 'party-group-meeting',
      count: '1/1',
      link: 'party-group-meeting/2026-11',
      done: true,
    }),
    item('i5', '主题党日', {
      measures: '每月至少 1 次',
      due: '2026-11',
      duty: 'party-day',
      count: '0/1',
      link: 'party-day/2026-11',
    }),
    item('i6', '排查闲置房和出租房', { measures: '镇党委交办', due: '2026-11-10', ...king, late: true }),
    item('i7', '给独居老人检查火炕烟道', { due: '2026-11-28' }),
  ],
};

const plan = (id: string, period: string, targets: string | null, grid: string | null): PlanRow => {
  const items = ITEMS[id] ?? [];
  const ticked = items.filter(({ duty }) => duty === null);
  return {
    id,
    period,
    group: grid === null ? null : '第一网格党小组',
    targets,
    items: items.length,
    done: ticked.filter((one) => one.done).length,
    late: ticked.filter((one) => one.late).length,
  };
};
const plans = [
  plan('plan1', '2026', '组织生活不断档，群众的事不过夜', 'g1'),
  plan('plan2', '2026-11', '入冬前把隐患查一遍', 'g1'),
];

const proposed = (from: string, text: string, over: Partial<PlanProposal> = {}): PlanProposal => ({
  from,
  text,
  measures: null,
  due: null,
  owner: null,
  owner_name: null,
  duty: null,
  ...over,
});

export const workCommands = {
  task_choices: (): TaskChoices => ({
    sources: ['村党组织', '镇党委', '村民委员会', '上级部门'],
    states: ['待办', '办理中', '已完成', '已验收', '已退回'],
    steps: ['推进', '完成', '退回', '验收', '重办'],
  }),
  list_tasks(query: TaskQuery): Page<TaskRow> {
    const rows = foundTasks(query);
    return { total: rows.length, rows: rows.slice(query.offset, query.offset + query.limit) };
  },
  task({ id }: { id: string }): TaskView {
    const found = tasks.find((one) => one.id === id);
    if (!found) return fail('not_found', '这条记录已经不在了，请刷新后再试');
    return { task: found, remark: id === 't1' ? '镇里 12 月来看' : null, steps: stepsOf(found) };
  },
  list_plans({ year, grid }: PlanQuery): PlanList {
    const rows = plans.filter(({ period }) => period.startsWith(String(year ?? 2026)) && grid !== 'g2');
    return { year: year ?? 2026, years: [2027, 2026], rows };
  },
  plan({ id }: { id: string }): PlanView {
    const found = plans.find((one) => one.id === id);
    if (!found) return fail('not_found', '这条记录已经不在了，请刷新后再试');
    const methods = id === 'plan1' ? '党小组牵头，志愿者分片，月底一起对一遍。' : null;
    return { plan: found, grid: 'g1', methods, items: ITEMS[id] ?? [] };
  },
  plan_draft({ period, grid }: PlanAsk): PlanDraft {
    if (!/^\d{4}(-\d{2})?$/.test(period)) return fail('not_a_period', '请写年份或月份，如 2026 或 2026-03', 'period');
    // A book of one grid is not asked which.
    const of = theWorld().contents.grids.length === 1 ? 'g1' : grid;
    const there = plans.find((one) => one.period === period && of === 'g1');
    const month = period.length > 4;
    return {
      period,
      there: there?.id ?? null,
      targets: month ? null : '组织生活不断档，群众的事不过夜',
      methods: null,
      items: [
        proposed('规定动作', '党小组会', {
          measures: '每月至少 1 次',
          due: period,
          duty: 'party-group-meeting',
        }),
        proposed('规定动作', '主题党日', { measures: '每月至少 1 次', due: period, duty: 'party-day' }),
        proposed('交办', '排查闲置房和出租房', { measures: '镇党委交办', due: period, owner: 'p1-0' }),
        proposed('决议', '更换主街两盏路灯', { measures: '2026-10-08 党小组会议定', due: period, owner: 'p1-0' }),
        ...(month ? [proposed('年度计划', '组建秋收帮工队', { due: period, owner: 'p1-0' })] : []),
      ],
    };
  },
};
