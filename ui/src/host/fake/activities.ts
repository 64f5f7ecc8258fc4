// Activities, volunteers and registers of the fake book: a few of each, changed by no event.
import type {
  ActivityRow,
  ActivityView,
  AssociationRow,
  OrganisationRow,
  Page,
  PhotoRow,
  PlaceEntry,
  ProjectRow,
  RegisterChoices,
  RegisterQuery,
  Saved,
  ThingRow,
  VolunteerRow,
} from '../types';
import { theWorld } from './world';

const page = <Row>(rows: Row[]): Page<Row> => ({ total: rows.length, rows });

const cleanUp: ActivityRow = {
  id: 'a1',
  kind: '环境整治',
  name: '清理村口河道',
  service: '为民服务',
  topic: null,
  date: '2026-11-08',
  start: '08:00',
  end: '10:30',
  place: '村口河道',
  leader: '示例甲',
  group: '第一网格党小组',
  project: null,
  association: null,
  served: 120,
  people: 2,
  volunteers: 2,
  half_hours: 10,
  photos: 1,
};

const named = ({ text }: RegisterQuery, name: string) => (text ?? '') === '' || name.includes(text ?? '');

export const activityCommands = {
  register_choices: (): RegisterChoices => ({
    activities: [
      { kind: '志愿服务', clause: '3.3', service: '为民服务' },
      { kind: '环境整治', clause: '4.3', service: '为民服务' },
    ],
    services: ['为民服务', '关爱老党员', '关爱留守儿童', '落实政策', '群众文化', '乡村振兴'],
    parts: ['志愿者', '参加', '主讲'],
    topics: [],
    volunteers: ['能人', '乡贤'],
    associations: ['书法协会'],
    places: ['文化广场', '水利设施'],
    things: ['健身器材'],
    organisations: ['合作社'],
    projects: ['乡村振兴', '为民服务', '党建品牌'],
  }),
  list_activities: (): Page<ActivityRow> => page([cleanUp]),
  activity: (): ActivityView => ({
    row: cleanUp,
    body: '清垃圾、割杂草',
    beneficiaries: '全村',
    result: null,
    led_by: 'p1-0',
    grid: null,
    project: null,
    association: null,
    people: [
      { person: 'p1-0', name: '王春生', part: '志愿者', half_hours: 5, whole: true },
      { person: 'p2-0', name: '李桂英', part: '志愿者', half_hours: 5, whole: true },
    ],
    photos: [],
  }),
  list_volunteers: (): Page<VolunteerRow> =>
    page([
      {
        person: 'p1-0',
        name: theWorld().contents.households[0]?.people[0]?.name ?? '',
        role: '队长',
        kind: '能人',
        grid_id: 'g1',
        grid: '第一网格',
        from: null,
        activities: 3,
        half_hours: 11,
        last: '2026-11-08',
      },
    ]),
  list_places: (query: RegisterQuery): Page<PlaceEntry> =>
    page(
      [
        {
          id: 'g1',
          kind: '文化广场',
          name: '村部广场',
          hamlet: '一组',
          address: '村部门前',
          note: null,
          from: null,
          to: null,
          things: 1,
          photos: 0,
        },
      ].filter(({ name }) => named(query, name)),
    ),
  list_things: (): Page<ThingRow> => page([]),
  list_organisations: (): Page<OrganisationRow> => page([]),
  list_associations: (): Page<AssociationRow> => page([]),
  list_projects: (): Page<ProjectRow> => page([]),
  choose_photos: (): string[] => ['/media/stick/河道.jpg'],
  list_photos: (): PhotoRow[] => [{ id: 'f1', caption: '清理后', taken_on: '2026-11-08', width: 4, height: 3 }],
  photo: (): string =>
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  save_registers: ({ folder }: { folder: string }): Saved => ({
    file: `${folder}/底数清册.xlsx`,
    sha256: 'a1',
    bytes: 90_000,
    removable: false,
    kept_old: null,
    others: [],
    message: '已存好',
  }),
};
