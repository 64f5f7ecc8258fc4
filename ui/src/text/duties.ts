// 规定动作: what is asked for how often, month by month, and a county's own numbers.
type Level = 'grid' | 'branch' | 'village' | 'household' | 'person';
type State = 'done' | 'open' | 'missing' | 'no_number';

const levels: Record<Level, string> = {
  grid: '党小组',
  branch: '支部',
  village: '村',
  household: '每户',
  person: '每人',
};
const measures: Record<Level, string> = {
  grid: '个网格',
  branch: '个支部',
  village: '个村',
  household: '户',
  person: '人',
};
const states: Record<State, string> = { done: '完成', open: '还没到期', missing: '没做够', no_number: '不定次数' };
const sources = { standard: '规范', note: '编制说明', practice: '惯例' };
const periods = { month: '每月', quarter: '每季', year: '每年' };

export const duties = {
  title: '规定动作',
  units: { month: '按月', quarter: '按季', year: '按年' },
  back: '往前',
  on: '往后',
  month: (month: string) => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`,
  quarter: (year: string, number: number) => `${year} 年第 ${number} 季度`,
  year: (year: string) => `${year} 年`,
  monthShort: (month: string) => `${Number(month.slice(5))} 月`,
  grid: '哪个网格',
  everywhere: '全村合起来',
  none: '这段时间没有规定动作',
  noneHint: '建账以前不要求。导入名册以后，这里列出每月该做的事。',
  duty: '规定动作',
  levels,
  sources,
  periods,
  states,
  clause: (clause: string, source: keyof typeof sources) =>
    source === 'standard' ? `第 ${clause} 条` : `第 ${clause} 条 · ${sources[source]}`,
  clauseOnly: (clause: string) => `第 ${clause} 条`,
  /** How often it is asked for, in words. */
  asked: (period: keyof typeof periods, level: Level, min: number | null) =>
    min === null ? `${levels[level]}，不定次数` : `${levels[level]}${periods[period]}至少 ${min} 次`,
  times: (count: number) => `${count} 次`,
  of: (done: number, required: number) => `${done}/${required}`,
  ofMany: (done: number, required: number, level: Level) => `${done}/${required} ${measures[level]}`,
  lacks: (count: number) => `差 ${count}`,
  late: '补录',
  lateOf: (count: number) => `补录 ${count} 次`,
  lateHint: '补录：过了七天才记下的',
  cell: (duty: string, month: string, state: State, done: number, required: number | null) =>
    `${duty}，${month}，${states[state]}，${required === null ? `做了 ${done} 次` : `${done} / ${required}`}`,
  legend: '✓ 完成　○ 还没到期　! 没做够　补录是过了七天才记下的　点数字看记录',
  subjects: '分别看',
  records: '算数的记录',
  recordsNone: '还没有算数的记录',
  recordsFirst: (shown: number, total: number) => `共 ${total} 条，列出最近 ${shown} 条`,
  kinds: {
    meeting: '会议',
    activity: '活动',
    visit: '走访',
    talk: '谈话',
    claim: '认岗',
    commitment: '承诺',
    matter: '事项',
  },
  day: (date: string | null) => date ?? '建账时就有',
  bench: '本月规定动作',
  benchHint: '点数字看记录',
  benchDone: '该做的都做了',
  benchMore: (count: number) => `另有 ${count} 项`,
  benchAll: '看全年',
  rules: {
    open: '次数和开关',
    lead: '规范写明次数的可以多定，不能少定；惯例可以停用。改动从选定的月份起算，以前的月份不变。',
    edit: '修改',
    on: '要求做',
    off: '已停用',
    min: '至少几次',
    minHint: '空着表示不定次数，不会标红',
    minWrong: '次数要写 1 到 99 的整数，或空着',
    from: '从哪个月起',
    fromHint: '例如 2026-03',
    since: (month: string) => `${month} 起改过`,
    fixed: '规范要求，不能停用',
    saved: (duty: string) => `${duty}已改好，可以撤销`,
  },
};
