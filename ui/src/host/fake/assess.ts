// Letters, points and rules of the fake book: a signed letter, a draft and a group without one; changed by no event.
import type {
  BookEvent,
  GivenRow,
  LetterItemRow,
  LetterList,
  LetterRow,
  LetterView,
  RuleList,
  RuleRow,
  ScoreAsk,
  ScoreBehind,
  ScoreChoices,
  ScoreQuery,
  ScoreRow,
  ScoreSheet,
} from '../types';
import { fail } from './world';

const YEAR = 2026;

const target = (id: string, text: string, demand: string, points: string): LetterItemRow => ({
  id,
  text,
  demand,
  points,
  due: '2026-12',
  owner: null,
  owner_name: null,
  own_score: null,
  score: null,
  note: null,
});

const targets = (letter: string): LetterItemRow[] => [
  {
    ...target(`${letter}-1`, '组织生活', '党小组会每月至少一次，记录齐全', '30'),
    owner: 'p1-0',
    owner_name: '王春生',
  },
  target(`${letter}-2`, '走访联系群众', '每户每季度走到一次，诉求件件有回音', '40'),
  target(`${letter}-3`, '台账', '每月按时结账上交', letter === 'l1' ? '30' : '25'),
];

const row = (over: Partial<LetterRow>): LetterRow => ({
  id: null,
  grid: 'g1',
  group: '第一网格党小组',
  leader: '王春生',
  signed_on: null,
  items: 0,
  points: '0',
  own_score: null,
  score: null,
  ...over,
});

const letters: LetterRow[] = [
  row({ id: 'l1', signed_on: '2026-01-15', items: 3, points: '100' }),
  row({ id: 'l2', grid: 'g2', group: '第二网格党小组', leader: '李桂英', items: 3, points: '95' }),
  row({ grid: 'g3', group: '第三网格党小组', leader: null }),
];

const lettersOf = (year: number): LetterRow[] =>
  year === YEAR ? letters : letters.map(({ grid, group, leader }) => row({ grid, group, leader }));

const rule = (id: string, text: string, points: string, over: Partial<RuleRow> = {}): RuleRow => ({
  id,
  about: '党员',
  kind: null,
  text,
  points,
  cap: null,
  period: '每季',
  evidence: '人工登记',
  of: null,
  by_hand: (over.evidence ?? '人工登记') === '人工登记',
  entries: 0,
  ...over,
});

const rules: RuleRow[] = [
  rule('r1', '每季基础分', '10', { evidence: '基础分' }),
  rule('r2', '参加党小组会', '2', { evidence: '到会', of: '党小组会', cap: '6' }),
  rule('r3', '走访群众', '0.5', { evidence: '走访', cap: '10' }),
  rule('r4', '受到表彰', '5', { cap: '10', period: '每年', entries: 1 }),
  rule('r5', '受到批评教育', '-5', { cap: '10', period: '每年' }),
  rule('r6', '调解岗办结事项', '1', { about: '岗位', kind: '纠纷调解', evidence: '办结事项', cap: '5' }),
  rule('r7', '群众评价好', '3', { about: '服务项目', cap: '6', period: '每年' }),
];

const member = (person: string, name: string, role: string, sums: string[]): ScoreRow => {
  const [base = '0', plus = '0', minus = '0', quarter = '0', year = '0'] = sums;
  return { person, name, role, grid: '第一网格', base, plus, minus, quarter, year };
};

/** By grid and role: neither up nor down by points. */
const members: ScoreRow[] = [
  member('p1-0', '王春生', '党小组组长', ['10', '8.5', '0', '18.5', '61']),
  member('p2-0', '李桂英', '党小组成员', ['10', '14', '0', '24', '70.5']),
  member('p3-0', '张建国', '党员', ['10', '0', '-2', '8', '39']),
  member('p4-0', '赵秀兰', '党员', ['10', '4', '0', '14', '44']),
];

const given = (by: GivenRow['by'], record: string, words: [string, string, string], points: string): GivenRow => {
  const [date, ruled, title] = words;
  return {
    rule: ruled,
    date,
    points,
    counted: points,
    capped: false,
    by,
    record,
    title,
    household: by === 'visit' ? 'h1' : null,
    reviewer: by === 'entry' ? '李桂英' : null,
  };
};

const lines: GivenRow[] = [
  given('period', 'r1', ['2026-10-01', '每季基础分', '2026年第4季度'], '10'),
  given('meeting', 'm1', ['2026-10-12', '参加党小组会', '10 月党小组会'], '2'),
  given('visit', 'v1', ['2026-10-20', '走访群众', '走访'], '0.5'),
  { ...given('meeting', 'm2', ['2026-11-05', '参加党小组会', '11 月党小组会'], '2'), counted: '1', capped: true },
  given('entry', 'e1', ['2026-11-08', '受到表彰', '县里表彰先进'], '5'),
];

/** What the program would refuse of these events. */
export function refuseAssess({ kind, value }: BookEvent): void {
  if (kind === 'score_letter') {
    value.items.forEach(({ item, own_score = '', score = '' }, at) => {
      const most = Number(targets(item.split('-')[0] ?? '').find(({ id }) => id === item)?.points);
      for (const [field, points] of Object.entries({ own_score, score }))
        if (Number(points) > most)
          fail('score_range', `得分要在 0 到 ${most} 之间，请核对`, `items.${at + 1}.${field}`);
    });
  }
  if (kind === 'edit_letter') {
    const wrong = (value.items ?? []).findIndex(({ points }) => !(Number(points) > 0));
    if (wrong >= 0) fail('not_points', '分数请写数字，最多一位小数，如 2、0.5、-1', `items.${wrong + 1}.points`);
  }
  // The year of the fake book has sealed months.
  if (kind === 'edit_rule' && value.points !== undefined && value.late !== true)
    fail('month_closed', '2026 年已有结账的月份，改动会改变报过的积分；确实要改，请选「报过的积分也改」', 'late');
  if (kind === 'give_points') {
    if (value.reason === '') fail('needed', '请填事由', 'reason');
    if (value.reviewer === '') fail('needed', '请填审核人', 'reviewer');
    if (value.reviewer === value.person) fail('own_reviewer', '审核人不能是本人，请另选一个', 'reviewer');
  }
}

export const assessCommands = {
  list_letters: ({ year }: { year?: number }): LetterList => ({
    year: year ?? YEAR,
    years: [2027, YEAR],
    rows: lettersOf(year ?? YEAR),
  }),
  letter: ({ id }: { id: string }): LetterView => {
    const found = letters.find((one) => one.id === id);
    if (!found) return fail('not_found', '这条记录已经不在了，请刷新后再试');
    return {
      letter: found,
      year: YEAR,
      remark: null,
      village: '统筹安排，提供场地和人手，年底组织考核。',
      group: '开好组织生活，联系服务群众，按时交台账。',
      items: targets(id),
    };
  },
  score_choices: (): ScoreChoices => ({
    about: ['党员', '岗位', '服务项目'],
    posts: ['环境卫生', '政策宣传', '纠纷调解'],
    projects: ['乡村振兴', '为民服务', '党建品牌'],
    periods: ['每月', '每季', '每年'],
    evidence: ['基础分', '到会', '缺席', '参加活动', '走访', '谈心谈话', '认岗', '办结事项', '人工登记'],
    meetings: ['党小组会', '组织生活会'],
    activities: ['志愿服务', '文化活动'],
  }),
  score_rules: ({ year }: { year?: number }): RuleList => ({
    year: year ?? YEAR,
    years: [2027, YEAR],
    offered: year === undefined || year === YEAR ? 2 : 9,
    rows: year === undefined || year === YEAR ? rules : [],
  }),
  score_sheet: ({ year = YEAR, quarter = 4, grid }: ScoreQuery): ScoreSheet => {
    const ruled = year === YEAR;
    const nothing = ({ person, name, role }: ScoreRow) => member(person, name, role, []);
    return {
      year,
      quarter,
      as_of: ruled && quarter === 4 ? '2026-11-21' : `${year}-${String(quarter * 3).padStart(2, '0')}-25`,
      rules: ruled ? rules.length : 0,
      rows: grid === 'g2' ? [] : ruled ? members : members.map(nothing),
      projects: [{ project: 'pr1', name: '文明村示范带', kind: '党建品牌', quarter: '5', year: '14' }],
    };
  },
  score_behind: ({ of, whole }: ScoreAsk): ScoreBehind => {
    if (of === 'pr1') return { name: '文明村示范带', points: '5', rows: [] };
    const found = members.find(({ person }) => person === of);
    if (!found) return fail('not_found', '这条记录已经不在了，请刷新后再试');
    const earlier = given('commitment', 'c1', ['2026-06-30', '承诺兑现', '包一条街保持干净'], '5');
    return whole
      ? { name: found.name, points: found.year, rows: [earlier, ...lines] }
      : { name: found.name, points: found.quarter, rows: lines };
  },
};
