// The fake program's memory: books, one open book with households, doubts, settings, and operations with their images.
import { HostFailure } from '../failure';
import type {
  AuditRow,
  BookOnDisk,
  DoubtView,
  GridView,
  HistoryRow,
  OperatorView,
  Settings,
  WorkbookOnDisk,
} from '../types';
import { type FakeHousehold, inventHouseholds } from './people';

/** What an operation may change, and its undo puts back. */
export interface Contents {
  households: FakeHousehold[];
  doubts: DoubtView[];
  settings: Settings;
  grids: GridView[];
  /** Id of the pack. */
  standard: string;
}

export interface Operation {
  row: HistoryRow;
  before: Contents;
  after: Contents;
  /** Which part of the contents it touched: a later one of the same part forbids undoing it first. */
  part: keyof Contents;
  /** The record it is about, where it is about one. */
  touched: string | null;
}

export interface World {
  books: (BookOnDisk & { password: string; recovery: string })[];
  open: string | null;
  today: string;
  wrongPasswords: number;
  contents: Contents;
  operations: Operation[];
  drafts: Map<string, string>;
  audit: AuditRow[];
  operators: OperatorView[];
  workbooks: WorkbookOnDisk[];
  printers: string[];
  stick: boolean;
  textSize: number;
  /** Sealed months, each with its newest version. */
  closed: Map<string, number>;
  /** Why the pack that was chosen is not in use. */
  standardTrouble: string | null;
  cancelled: boolean;
  /** Commands whose next answer is kept back, each until its promise is done. */
  held: Map<string, Promise<void>>;
  /** Every command in the order in which it came. */
  calls: { command: string; req: unknown }[];
}

const CAPTIONS = ['党小组组长', '党小组成员', '志愿者服务队', '网格基本情况', '服务对象', '能人骨干'];

const emptyContents = (): Contents => ({
  households: [],
  doubts: [],
  grids: [],
  settings: {
    counted: { registered: true, usual: true },
    reporting_day: null,
    old_member_age: 60,
    lock_minutes: 10,
    visit_months: 3,
    captions: CAPTIONS,
  },
  standard: 'liaoning-grid',
});

/** 62 households in two grids, as after an import. */
export function filledContents(): Contents {
  const households = inventHouseholds(62);
  const persons = (hamlet: string) =>
    households.filter((household) => household.hamlet === hamlet).reduce((sum, { people }) => sum + people.length, 0);
  const grids = ['一组', '二组'].map(
    (hamlet, index): GridView => ({
      id: `g${index + 1}`,
      number: index + 1,
      name: `第${'一二'[index]}网格`,
      group: `第${'一二'[index]}网格党小组`,
      grid_code: null,
      hamlets: [hamlet],
      households: 31,
      persons: persons(hamlet),
      leader: null,
      members: [],
      team_leader: null,
      volunteers: [],
    }),
  );
  return { ...emptyContents(), households, grids, doubts: inventDoubts() };
}

function inventDoubts(): DoubtView[] {
  const doubt = (id: string, over: Partial<DoubtView>): DoubtView => ({
    id,
    why: '',
    subject: '',
    household: null,
    field: null,
    field_label: null,
    base: null,
    mine: null,
    theirs: null,
    source: null,
    candidates: [],
    decision: null,
    decided_at: null,
    decided_op: null,
    ...over,
  });
  return [
    doubt('d1', {
      why: '账本和名册里的电话不一样。',
      subject: '张永胜',
      household: 'h3',
      field: 'phone',
      field_label: '电话',
      mine: '138****0412',
      theirs: '139****7788',
      source: '常住人口登记表.xlsx 第 14 行',
    }),
    doubt('d2', {
      why: '名册里有一条残疾人认定，两个人同名，分不清是谁的。',
      subject: '李桂英',
      theirs: '李桂英，女，残疾人',
      source: '低保与优抚名单.csv 第 6 行',
      candidates: [
        { id: 'p1-1', label: '李桂英 1960年生 001户 一组' },
        { id: 'p13-1', label: '李桂英 1966年生 013户 一组' },
      ],
    }),
    doubt('d3', {
      why: '名册里这一栏是空的，账本里有。',
      subject: '刘志强',
      household: 'h4',
      field: 'work',
      field_label: '在家外出',
      base: '外出务工',
      mine: '外出务工',
      theirs: null,
      source: '三留守登记表.xls 第 9 行',
    }),
  ];
}

let world: World;

/** A laptop with one book, which is open and filled when `filled`. */
export function newWorld(filled: boolean): World {
  world = {
    books: filled
      ? [
          {
            dir: '/books/xiangyang',
            name: '第一网格',
            station: 'grid',
            sample: false,
            state: 'ready',
            changed_at: '2026-11-20T02:00:00Z',
            password: '示例密码八个字',
            recovery: 'K7QM-2XDR-9HTW-PL4V',
          },
        ]
      : [],
    open: null,
    today: '2026-11-21',
    wrongPasswords: 0,
    contents: filled ? filledContents() : emptyContents(),
    operations: [],
    drafts: new Map(),
    closed: new Map(),
    audit: [],
    operators: [
      { id: 'o1', name: '示例甲', from: null, to: null, opens: true, owner: true, current: true },
      { id: 'o2', name: '示例丙', from: '2026-03-01', to: null, opens: true, owner: false, current: false },
    ],
    workbooks: [
      {
        place: 'U 盘',
        path: '/media/stick/常住人口登记表.xlsx',
        name: '常住人口登记表.xlsx',
        bytes: 31_200,
        changed_at: '2026-11-18T08:00:00Z',
      },
      {
        place: '下载',
        path: '/data/me/下载/党员花名册.xlsx',
        name: '党员花名册.xlsx',
        bytes: 12_800,
        changed_at: '2026-11-02T08:00:00Z',
      },
    ],
    printers: ['办公室打印机'],
    stick: true,
    textSize: 100,
    standardTrouble: null,
    cancelled: false,
    held: new Map(),
    calls: [],
  };
  return world;
}

export const theWorld = () => world;

export function fail(code: string, message: string, field: string | null = null, hint: string | null = null): never {
  throw new HostFailure({ code, message, field, hint });
}

export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const NOW = '2026-11-21T01:12:00Z';

/** Runs a change of one part of the contents as an operation. */
export function operate(
  part: keyof Contents,
  kind: string,
  label: string,
  rows: number,
  change: (contents: Contents) => void,
  touched: string | null = null,
) {
  const before = copy(world.contents);
  change(world.contents);
  const op = world.operations.length + 1;
  const row: HistoryRow = {
    op,
    kind,
    label,
    operator: '示例甲',
    at: NOW,
    undone: false,
    undoes: null,
    can_undo: true,
    rows,
  };
  world.operations.push({ row, before, after: copy(world.contents), part, touched });
  return { op, label, at: NOW };
}

const standing = () => world.operations.filter(({ row }) => !row.undone && row.undoes === null);

export const lastStanding = () => standing().at(-1)?.row ?? null;
export const lastUndone = () =>
  world.operations.filter(({ row }) => row.undone).sort((a, b) => a.row.op - b.row.op)[0]?.row ?? null;

export function undoOp(op: number | null) {
  const wanted = op === null ? standing().at(-1) : standing().find(({ row }) => row.op === op);
  if (!wanted) return fail('undo.nothing', '没有可撤销的操作。');
  const later = standing().filter(({ row, part }) => row.op > wanted.row.op && part === wanted.part);
  if (later.length > 0) {
    return fail(
      'undo.later',
      '这一步改过的内容，后面又改过，不能单独撤销。',
      null,
      JSON.stringify(later.map(({ row }) => row.label)),
    );
  }
  Object.assign(world.contents, { [wanted.part]: copy(wanted.before[wanted.part]) });
  if (wanted.row.kind === 'import')
    Object.assign(world.contents, { grids: copy(wanted.before.grids), doubts: copy(wanted.before.doubts) });
  wanted.row.undone = true;
  return { op: wanted.row.op, label: wanted.row.label, at: NOW };
}

export function redoOp() {
  const wanted = world.operations.filter(({ row }) => row.undone).sort((a, b) => a.row.op - b.row.op)[0];
  if (!wanted) return fail('redo.nothing', '没有可恢复的操作。');
  Object.assign(world.contents, { [wanted.part]: copy(wanted.after[wanted.part]) });
  if (wanted.row.kind === 'import')
    Object.assign(world.contents, { grids: copy(wanted.after.grids), doubts: copy(wanted.after.doubts) });
  wanted.row.undone = false;
  return { op: wanted.row.op, label: wanted.row.label, at: NOW };
}

export function auditEntry(act: string, what: string, reason: string | null): void {
  world.audit.unshift({ no: world.audit.length + 1, at: NOW, operator: '示例甲', act, what, reason });
}
