// The organisation and the standard of the fake book: a village with a branch and the book's grids as party groups.
import type { OrganisationView, RoleRow, Standards, UnitRow } from '../types';
import { fail, operate, theWorld } from './world';

const role = (kind: string, person: string, name: string, member: string | null = null): RoleRow => ({
  id: `r-${kind}-${person}`,
  kind,
  person,
  name,
  household: 'h1',
  member_kind: member,
  volunteer_kind: null,
  from: null,
});

const unit = (id: string, kind: string, name: string, parent: string | null, depth: number): UnitRow => ({
  id,
  kind,
  name,
  code: null,
  parent,
  depth,
  founded_on: null,
  led_by: null,
  led_by_name: null,
  approved_by: null,
  dissolved_on: null,
  roles: [],
  grid: null,
});

const GROUP = ['党小组组长', '党小组成员', '网格长', '网格员', '中心户长', '队长', '志愿者'];
const choices: OrganisationView['choices'] = {
  kinds: [
    { kind: '镇党委', above: [], roles: ['书记'], single: ['书记'] },
    { kind: '村党组织', above: ['镇党委'], roles: ['书记'], single: ['书记'] },
    { kind: '党支部', above: ['镇党委', '村党组织'], roles: ['书记'], single: ['书记'] },
    { kind: '党建中心', above: ['镇党委', '村党组织'], roles: ['负责人'], single: ['负责人'] },
    {
      kind: '网格党小组',
      above: ['镇党委', '村党组织', '党支部', '党建中心'],
      roles: GROUP,
      single: ['党小组组长', '网格长', '队长'],
    },
    { kind: '志愿者服务队', above: ['网格党小组'], roles: ['队长', '志愿者'], single: ['队长'] },
    { kind: '社会组织', above: ['镇党委', '村党组织', '网格党小组'], roles: ['负责人'], single: ['负责人'] },
  ],
  members: ['退休党员', '农民党员', '村民组长', '优秀妇女', '中心户长'],
  volunteers: ['党员', '能人', '乡贤', '热心大妈', '巧手大姐'],
};

function organisation(): OrganisationView {
  const { grids } = theWorld().contents;
  const units: UnitRow[] = [
    { ...unit('u0', '镇党委', '示例镇党委', null, 0), approved_by: '示例县委' },
    {
      ...unit('u1', '村党组织', '向阳村党组织', 'u0', 1),
      founded_on: '1998-07',
      roles: [role('书记', 'p1-0', '示例书记')],
    },
  ];
  for (const { id, group, leader, members, volunteers, team_leader: captain } of grids) {
    units.push({
      ...unit(`u-${id}`, '网格党小组', group, 'u1', 2),
      founded_on: '2025-01',
      led_by: 'p1-0',
      led_by_name: '示例书记',
      grid: id,
      roles: [
        ...(leader ? [role('党小组组长', leader.id, leader.name)] : []),
        ...members.map((person) => role('党小组成员', person.id, person.name, '农民党员')),
      ],
    });
    units.push({
      ...unit(`u-${id}-team`, '志愿者服务队', `${group.replace('党小组', '')}志愿者服务队`, `u-${id}`, 3),
      roles: [
        ...(captain ? [role('队长', captain.id, captain.name)] : []),
        ...volunteers.map((person) => role('志愿者', person.id, person.name)),
      ],
    });
  }
  const finding = { severity: 'note' as const, household: null, repair: null };
  return {
    units: theWorld().contents.households.length === 0 ? [] : units,
    dissolved: [{ ...unit('u9', '社会组织', '示例腰鼓队', 'u1', 0), dissolved_on: '2026-03' }],
    findings: [
      {
        ...finding,
        code: 'organisation.hamlet_without_grid',
        record: '五组',
        message: '这个小组（屯）没有划入任何网格，请在网格设置里划入',
        name: '五组',
        unit: null,
      },
      {
        ...finding,
        code: 'organisation.member_without_group',
        record: 'p1-1',
        household: 'h1',
        message: '这位党员没有编入党小组，请编入所住网格的党小组',
        name: '示例成员',
        unit: 'u-g1',
      },
    ],
    choices,
  };
}

const PACKS = [
  { id: 'liaoning-grid', name: '美丽乡村党建网格化管理与服务规范', region: '辽宁', file: null, trouble: null },
  { id: 'county', name: '示例县网格规范', region: '示例县', file: '/books/standards/county.toml', trouble: null },
  {
    id: 'broken',
    name: 'broken',
    region: null,
    file: '/books/standards/broken.toml',
    trouble: '规范文件第 12 行「outsid」不是规范文件里的项，请核对拼写',
  },
];

function standards(): Standards {
  const { standard } = theWorld().contents;
  const pack = PACKS.find(({ id }) => id === standard) ?? PACKS[0];
  const statement = (id: string, clause: string, says: string) => ({
    id,
    clause,
    says,
    form: null,
    title: null,
    page: null,
    later: false,
  });
  return {
    tally: {
      id: pack?.id ?? '',
      name: pack?.name ?? '',
      region: pack?.region ?? '',
      statements: 3,
      answered: 2,
      later: ['3.1-talks'],
    },
    trouble: theWorld().standardTrouble,
    folder: '/books/standards',
    packs: PACKS.map((one) => ({ ...one, chosen: one.id === pack?.id })),
    statements: [
      {
        ...statement('2.1-tree', '2.1', '镇党委、村党组织、党建中心、党小组上下连成一张网'),
        form: 'organisation_chart',
        title: '组织架构图',
        page: '设置',
      },
      { ...statement('3.1-talks', '3.1', '和党员、志愿者谈心谈话'), later: true },
      {
        ...statement('A-ledger', '附录 A', '一个党小组一行的管理台账，按月出'),
        form: 'annex_a',
        title: '台账',
        page: '台账与打印',
      },
    ],
  };
}

export const organisationCommands = {
  organisation,
  standards,
  choose_standard({ id }: { id: string }) {
    if (!PACKS.some((pack) => pack.id === id && pack.trouble === null))
      return fail('pack_missing', '规范文件不在或打不开，请检查文件名和位置', 'file');
    return operate('standard', 'settings', '改用规范', 1, (contents) => {
      contents.standard = id;
    });
  },
};
