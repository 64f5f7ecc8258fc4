// Registers of the fake book beside people: what can be chosen, and lists of nothing yet.
import type { Page, RegisterChoices } from '../types';
import { fail } from './world';

const nothing = <Row>(): Page<Row> => ({ total: 0, rows: [] });

export const registerCommands = {
  register_choices: (): RegisterChoices => ({
    activities: [
      { kind: '志愿服务', clause: '3.3', service: '为民服务' },
      { kind: '文化活动', clause: '4.4', service: '群众文化' },
    ],
    services: ['为民服务', '关爱老党员', '关爱留守儿童', '落实政策', '群众文化', '乡村振兴'],
    parts: ['志愿者', '参加', '主讲'],
    topics: ['移风易俗'],
    volunteers: ['党员', '能人', '乡贤', '热心大妈', '巧手大姐', '其他'],
    associations: ['广场舞协会'],
    places: ['公共场所', '其他'],
    things: ['健身器材', '其他'],
    organisations: ['合作社', '其他'],
    projects: ['乡村振兴', '为民服务', '党建品牌'],
  }),
  list_activities: nothing,
  list_volunteers: nothing,
  list_places: nothing,
  list_things: nothing,
  list_organisations: nothing,
  list_associations: nothing,
  list_projects: nothing,
  activity: () => fail('not_found', '这条记录已经不在了，请刷新后再试'),
  choose_photos: (): string[] => [],
  list_photos: () => [],
  photo: () => fail('not_found', '这条记录已经不在了，请刷新后再试'),
};
