// Matters of the fake book: one that is late, one that waits, a dispute, one that is closed. Steps of the first are
// taken in earnest, as far as the page shows them.
import type {
  MatterAsk,
  MatterChoices,
  MatterColumn,
  MatterQuery,
  MatterRow,
  MatterTrends,
  MatterView,
  Page,
  ZeroReport,
} from '../types';
import { fail, theWorld } from './world';

const STATES = ['待办', '已上报', '承办中', '已挂起', '已办结', '已结案'] as const;
const HIDDEN = '•••';

const late: MatterRow = {
  id: 'm1',
  no: '2026-014',
  kind: '诉求',
  dispute: false,
  source: '走访',
  date: '2026-10-20',
  group: '第一网格党小组',
  hamlet: '一组',
  reporter: '王春生',
  content: '村口路灯不亮',
  responsible: '李桂英',
  due: '2026-11-04',
  left: -17,
  state: '待办',
  step: '登记',
  since: '2026-10-20',
  open: true,
  overdue: true,
  settled_on: null,
  in_grid: false,
  reported: false,
  satisfied: null,
};
const waits: MatterRow = {
  ...late,
  id: 'm2',
  no: '2026-015',
  kind: '安全隐患',
  source: '网格巡查',
  date: '2026-11-19',
  content: '电线垂得低',
  reporter: null,
  due: '2026-11-22',
  left: 1,
  state: '已上报',
  step: '上报',
  since: '2026-11-19',
  overdue: false,
  reported: true,
};
const quarrel: MatterRow = {
  ...late,
  id: 'm3',
  no: '2026-012',
  kind: '矛盾纠纷',
  dispute: true,
  source: '来访',
  date: '2026-11-02',
  hamlet: '二组',
  content: HIDDEN,
  due: '2026-12-02',
  left: 11,
  overdue: false,
};
const done: MatterRow = {
  ...late,
  id: 'm4',
  no: '2026-010',
  kind: '代办',
  date: '2026-11-01',
  content: '代办老年证',
  due: '2026-11-08',
  left: null,
  state: '已结案',
  step: '结案',
  since: '2026-11-06',
  open: false,
  overdue: false,
  settled_on: '2026-11-04',
  in_grid: true,
  satisfied: true,
};

type Taken = { step: string; date: string; note?: string; satisfied?: boolean };

/** The steps that tests took of a matter. */
const takenOf = (matter: string): Taken[] =>
  theWorld().calls.flatMap(({ command, req }) => {
    const event = req as { kind: string; value: Taken & { matter: string } } | undefined;
    return command === 'record_event' && event?.kind === 'matter_step' && event.value.matter === matter
      ? [event.value]
      : [];
  });

const NEXT: Record<string, string[]> = {
  登记: ['就地办结', '上报', '挂起'],
  上报: ['交办', '退回', '挂起'],
  就地办结: ['回访', '结案', '重开'],
  回访: ['结案', '重开'],
  结案: ['重开'],
};

function standing(row: MatterRow): MatterRow {
  const last = takenOf(row.id).at(-1);
  if (last === undefined) return row;
  const open = !['就地办结', '回访', '结案'].includes(last.step);
  const state = last.step === '结案' ? '已结案' : open ? row.state : '已办结';
  return { ...row, state, step: last.step, since: last.date, open, overdue: row.overdue && open, in_grid: !open };
}

function found({ kind, state, text, overdue, open, hamlet, household }: MatterQuery): MatterRow[] {
  return [late, waits, quarrel, done].map(standing).filter(
    (row) =>
      (kind === undefined || row.kind === kind) &&
      (state === undefined || row.state === state) &&
      (hamlet === undefined || row.hamlet === hamlet) &&
      // The late one alone is the second household's.
      (household === undefined || (household === 'h2' && row.id === 'm1')) &&
      (!overdue || row.overdue) &&
      (!open || row.open) &&
      ((text ?? '') === '' || row.content.includes(text ?? '')),
  );
}

export const matterCommands = {
  matter_choices: (): MatterChoices => ({
    kinds: [
      { kind: '诉求', clause: '3.2', days: 15, dispute: false, nobody: false },
      { kind: '矛盾纠纷', clause: '3.1', days: 30, dispute: true, nobody: false },
      { kind: '稳定信息', clause: '3.1', days: 1, dispute: false, nobody: true },
    ],
    sources: ['走访', '来访', '来电'],
    states: [...STATES],
    classes: ['婚恋家庭', '邻里'],
    scales: ['个体', '群体'],
    methods: ['协商和解', '人民调解'],
  }),
  list_matters: (query: MatterQuery): Page<MatterRow> => {
    const rows = found(query);
    return { total: rows.length, rows: rows.slice(query.offset, query.offset + query.limit) };
  },
  matter_board: (query: MatterQuery): MatterColumn[] =>
    STATES.map((state) => {
      const rows = found(query).filter((row) => row.state === state);
      return { state, total: rows.length, rows };
    }),
  matter: ({ id, full }: MatterAsk): MatterView => {
    const row = [late, waits, quarrel, done].map(standing).find((one) => one.id === id);
    if (row === undefined) return fail('not_found', '这条记录已经不在了，请刷新后再试');
    const word = (text: string) => (full ? text : HIDDEN);
    const taken: Taken[] = [{ step: '登记', date: row.date }, ...takenOf(id)];
    if (id === 'm2') taken.splice(1, 0, { step: '上报', date: row.date });
    return {
      row: { ...row, content: row.dispute ? word('两家为房檐滴水起争执') : row.content },
      masked: row.dispute && !full,
      grid: 'g1',
      household: 'h1',
      place: '示例路1号',
      reporter_id: row.reporter === null ? null : 'p1-0',
      reporter_name: null,
      phone: row.dispute ? (full ? '13800001234' : '138****1234') : null,
      address: null,
      materials: null,
      first_asked_id: null,
      first_asked: null,
      own_duty: null,
      responsible_id: 'p2-0',
      visit: null,
      dispute: row.dispute
        ? {
            class: '邻里',
            scale: '个体',
            party_a: word('示例甲'),
            party_b: word('示例乙'),
            involved: 4,
            demand: word('改水路'),
            method: null,
            settled: null,
          }
        : null,
      steps: taken.map(({ step, date, note, satisfied }, at) => ({
        id: `s${at}`,
        step,
        date,
        actor: null,
        note: note ?? null,
        satisfied: satisfied ?? null,
      })),
      next: NEXT[taken.at(-1)?.step ?? ''] ?? [],
    };
  },
  matter_trends: (): MatterTrends => ({
    total: { word: '', total: 9, open: 3, overdue: 1, in_grid: 5 },
    kinds: [
      { word: '诉求', total: 5, open: 1, overdue: 1, in_grid: 3 },
      { word: '矛盾纠纷', total: 3, open: 1, overdue: 0, in_grid: 2 },
      { word: '安全隐患', total: 1, open: 1, overdue: 0, in_grid: 0 },
      { word: '代办', total: 0, open: 0, overdue: 0, in_grid: 0 },
    ],
    hamlets: [
      { word: '一组', total: 5, open: 2, overdue: 1, in_grid: 3 },
      { word: '二组', total: 4, open: 1, overdue: 0, in_grid: 2 },
    ],
    months: Array.from({ length: 12 }, (_, back) => ({
      month: new Date(Date.UTC(2026, 10 - back, 1)).toISOString().slice(0, 7),
      opened: 1 + ((back * 5 + 2) % 7),
      open: back < 2 ? 1 : 0,
      settled: (back * 3) % 7,
    })),
  }),
  zero_report: ({ month }: { month: string | null }): ZeroReport => ({
    month: month ?? '2026-11',
    counts: [
      { word: '矛盾纠纷', kind: '矛盾纠纷', collective: false, count: 1, settled: 0 },
      { word: '群体性矛盾纠纷', kind: '矛盾纠纷', collective: true, count: 0, settled: 0 },
      { word: '稳定信息', kind: '稳定信息', collective: false, count: 0, settled: 0 },
    ],
  }),
};
