// Meetings, what they decided and talks of the fake book: one of each, changed by no event.
import type {
  MeetingChoices,
  MeetingQuery,
  MeetingRow,
  MeetingView,
  Page,
  Prepared,
  PrepareMeeting,
  ResolutionQuery,
  ResolutionRow,
  Review,
  TalkMatrix,
  TalkQuery,
  TalkRow,
  TalkView,
} from '../types';
import { theWorld } from './world';

const page = <Row>(rows: Row[]): Page<Row> => ({ total: rows.length, rows });

/** The n-th head of the invented village. */
function head(at: number): { person: string; name: string } {
  const one = theWorld().contents.households[at]?.people[0];
  return { person: one?.id ?? `p${at}`, name: one?.name ?? '' };
}

const held: MeetingRow = {
  id: 'm1',
  kind: '党小组会',
  name: '2026年10月党小组会',
  date: '2026-10-12',
  start: '18:30',
  end: '20:00',
  place: '一组活动室',
  group: '第一网格党小组',
  chair: '王春生',
  expected: 6,
  present: 5,
  guests: 0,
  resolutions: 1,
  open: 1,
  late: false,
};

const lamp: ResolutionRow = {
  id: 'r1',
  meeting: 'm1',
  meeting_name: held.name,
  meeting_date: held.date,
  group: held.group,
  text: '更换主街两盏路灯',
  owner: 'p1-0',
  owner_name: null,
  who: '王春生',
  left: false,
  due: '2026-11',
  late: false,
  progress: '已报村里采购',
  done_on: null,
  result: null,
  told_on: null,
};

const fence: ResolutionRow = { ...lamp, id: 'r2', text: '补种村道树苗', done_on: '2026-10-30', result: '已补种四十棵' };

const review: Review = {
  month: '2026-11',
  kinds: [{ kind: '诉求', before: 1, came: 3, reopened: 0, settled: 2, open: 2, late: 1 }],
  total: { kind: '', before: 1, came: 3, reopened: 0, settled: 2, open: 2, late: 1 },
  states: [{ state: '交办', count: 2 }],
};

const had = (): TalkRow => ({
  id: 't1',
  kind: '日常谈心',
  date: '2026-10-20',
  talker: head(0).person,
  talker_name: head(0).name,
  person: head(1).person,
  person_name: head(1).name,
  place: '家中',
  body: '近来的工作和家里情况',
  late: false,
});

const has = (text: string | null | undefined, words: string) => (text ?? '') === '' || words.includes(text ?? '');

export const meetingCommands = {
  meeting_choices: (): MeetingChoices => ({
    kinds: [
      { kind: '党小组会', clause: '3.1', level: 'grid', vote: true, review: false },
      { kind: '集中学习', clause: '3.1', level: 'grid', vote: false, review: false },
      { kind: '民情分析会', clause: '3.2', level: 'grid', vote: false, review: true },
      { kind: '支部党员大会', clause: '3.1', level: 'branch', vote: true, review: false },
      { kind: '联席会议', clause: '5.2', level: 'village', vote: true, review: false },
    ],
    states: ['到会', '缺席', '免到', '列席'],
    talks: ['日常谈心', '征求意见'],
  }),
  prepare_meeting: ({ kind, grid }: PrepareMeeting): Prepared => ({
    grid: kind === '联席会议' ? null : (grid ?? 'g1'),
    group: kind === '联席会议' ? null : held.group,
    start: '18:30',
    end: '20:00',
    place: '一组活动室',
    chair: head(0).person,
    recorder: head(1).person,
    people: Array.from({ length: 8 }, (_, at) => ({
      ...head(at),
      role: at === 0 ? '党小组组长' : '党小组成员',
      state: at === 7 ? ('免到' as const) : ('到会' as const),
      reason: at === 7 ? '年老体弱' : null,
    })),
    open: [lamp],
    review: kind === '民情分析会' ? review : null,
  }),
  list_meetings: ({ text }: MeetingQuery): Page<MeetingRow> => page(has(text, held.name) ? [held] : []),
  meeting: (): MeetingView => ({
    row: held,
    grid: 'g1',
    chair: head(0).person,
    recorder: head(1).person,
    recorder_name: head(1).name,
    topic: '商量本月工作',
    agenda: ['通报上月工作', '分派走访'],
    guests: '示例书记',
    remark: null,
    entered_on: '2026-10-13',
    people: Array.from({ length: 6 }, (_, at) => ({
      ...head(at),
      state: at === 5 ? ('缺席' as const) : ('到会' as const),
      reason: at === 5 ? '外出务工' : null,
    })),
    speeches: [{ ...head(1), text: '先把路灯换了' }],
    votes: [{ subject: '先换路灯', yes: 5, no: 0, abstained: 0 }],
    resolutions: [lamp],
    told: [],
    review: null,
  }),
  list_resolutions: ({ text, open }: ResolutionQuery): Page<ResolutionRow> =>
    page(
      [lamp, fence].filter(
        (one) => has(text, one.text) && (open === undefined || open === null || open === (one.done_on === null)),
      ),
    ),
  list_talks: ({ text }: TalkQuery): Page<TalkRow> => page(has(text, had().body ?? '') ? [had()] : []),
  talk: (): TalkView => ({
    row: had(),
    problems: '农忙顾不上走访',
    suggestions: '改在早晚走访',
    action: null,
    entered_on: '2026-10-20',
  }),
  talk_matrix: ({ year }: { year?: string | null }): TalkMatrix => ({
    year: year ?? '2026',
    groups: [
      {
        group: '第一网格党小组',
        leader: head(0).person,
        leader_name: head(0).name,
        members: [1, 2, 3].map((at) => ({
          ...head(at),
          talks: at === 1 ? 1 : 0,
          last: at === 1 ? '2026-10-20' : null,
        })),
      },
    ],
    others: [
      {
        one: head(4).person,
        one_name: head(4).name,
        other: head(5).person,
        other_name: head(5).name,
        talks: 1,
        last: '2026-09-02',
      },
    ],
  }),
};
