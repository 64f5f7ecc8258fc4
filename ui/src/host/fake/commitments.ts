// Posts and commitments of the fake book: two posts, three members, one commitment on its way; changed by no event.
import type {
  CommitmentChoices,
  CommitmentList,
  CommitmentQuery,
  CommitmentRow,
  CommitmentView,
  MemberRow,
  Page,
  PostRow,
  StepMark,
} from '../types';
import { fail } from './world';

const STEPS = ['提诺', '审诺', '公示', '践诺', '评诺'];

const posts: PostRow[] = [
  {
    id: 'post1',
    kind: '环境卫生',
    name: '环境卫生岗',
    duty: '带头清扫，劝导乱堆乱倒',
    grid: 'g1',
    group: '第一网格党小组',
    from: null,
    to: null,
    claims: [
      {
        id: 'claim1',
        person: 'p1-0',
        name: '王春生',
        from: '2026-01-06',
        to: null,
        performance: '每周清扫',
        appraisal: null,
        remark: null,
      },
    ],
  },
  {
    id: 'post2',
    kind: '政策宣传',
    name: '政策宣传岗',
    duty: '把政策讲到户，当面答疑',
    grid: 'g1',
    group: '第一网格党小组',
    from: null,
    to: null,
    claims: [],
  },
];

/** The marks of a commitment of which so many steps were taken. */
const marks = (taken: number): StepMark[] =>
  STEPS.map((step, at) => ({
    step,
    state: at < taken ? 'done' : at === taken ? 'next' : 'later',
    on: at < taken ? `2026-0${at + 1}-10` : null,
  }));

const made = (id: string, text: string, taken: number, state: string): CommitmentRow => ({
  id,
  text,
  due: '2026-12',
  post: '环境卫生岗',
  state,
  steps: marks(taken),
  next: STEPS.slice(taken, taken + 1),
  done_on: null,
  late: false,
});

const member = (person: string, name: string, role: string, commitment: CommitmentRow | null): MemberRow => ({
  id: commitment?.id ?? person,
  person,
  name,
  role,
  grid: '第一网格',
  posts: commitment ? [{ id: 'post1', name: '环境卫生岗' }] : [],
  commitment,
});

const members: MemberRow[] = [
  member('p1-0', '王春生', '党小组组长', made('c1', '包一条街保持干净', 1, '待审诺')),
  member('p2-0', '李桂英', '党小组成员', made('c2', '每月走访联系户一遍', 2, '待公示')),
  member('p3-0', '张建国', '党员', made('c3', '带三户试种新品种', 2, '待公示')),
  member('p4-0', '赵秀兰', '党员', null),
];

const STATES = [
  { only: '未认岗', count: 1 },
  { only: '未承诺', count: 1 },
  { only: '待审诺', count: 1 },
  { only: '待公示', count: 2 },
];

const isSo = ({ posts: held, commitment }: MemberRow, only: string) => {
  if (only === '未认岗') return held.length === 0;
  return only === '未承诺' ? commitment === null : commitment?.state === only;
};

export const commitmentCommands = {
  commitment_choices: (): CommitmentChoices => ({
    posts: [
      { kind: '环境卫生', name: '环境卫生岗', duty: '带头清扫，劝导乱堆乱倒' },
      { kind: '政策宣传', name: '政策宣传岗', duty: '把政策讲到户，当面答疑' },
      { kind: '纠纷调解', name: '纠纷调解岗', duty: '邻里有争执先上门，小事不出网格' },
      { kind: '民意收集', name: '民意收集岗', duty: '常走常问，把诉求记下报上' },
    ],
    steps: STEPS,
    only: ['未认岗', '未承诺', '待审诺', '已退回', '待公示', '已公示', '践诺中', '已完成', '已评诺'],
    years: [2027, 2026],
  }),
  list_posts: ({ text }: { text?: string }): Page<PostRow> => {
    const rows = posts.filter(({ name }) => name.includes(text ?? ''));
    return { total: rows.length, rows };
  },
  list_commitments: ({ year, only, text }: CommitmentQuery): CommitmentList => {
    const all = year === 2027 ? members.map((row) => member(row.person, row.name, row.role, null)) : members;
    const rows = all.filter((row) => (!only || isSo(row, only)) && row.name.includes(text ?? ''));
    return { year: year ?? 2026, as_of: '2026-11-21', states: STATES, total: rows.length, rows };
  },
  commitment: ({ id }: { id: string }): CommitmentView => {
    const found = members.find(({ commitment }) => commitment?.id === id);
    if (!found?.commitment) return fail('not_found', '这条记录已经不在了，请刷新后再试');
    const taken = found.commitment.steps.filter(({ state }) => state === 'done');
    return {
      member: found,
      year: 2026,
      post: 'post1',
      measures: '每周五带头清扫',
      taken: taken.map(({ step, on }) => ({
        step,
        date: on ?? '',
        passed: step === '审诺' ? true : null,
        note: step === '审诺' ? '同意' : null,
      })),
      private: true,
    };
  },
};
