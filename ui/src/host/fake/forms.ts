// Forms of the fake book: ledger, household card and party roster as documents, places, printers.

import type { Cell, Column, Document, Line, TreeNode } from '../document';
import type { Behind, FormRequest, FormView, MonthRow, Place, Saved } from '../types';
import { FORMS } from './formList';
import { personRow } from './people';
import { recordCommands } from './records';
import { auditEntry, fail, theWorld } from './world';

const cell = (...lines: Line[]): Cell => ({ lines, columns: 1, room: false });
const words = (text: string): Cell => cell(text === '' ? [] : [{ text }]);
const number = (count: number, link: string | null): Line => [{ value: { text: String(count), link } }];
const pair = (caption: string, count: number, link: string): Line => [{ text: `${caption}：` }, ...number(count, link)];
const column = (
  caption: string,
  mm: number | null,
  group: string | null = null,
  align: Column['align'] = 'left',
): Column => ({
  caption,
  group,
  width: mm === null ? { share: 1 } : { mm },
  align,
});

const tagged = (kind: string, hamlets: string[]) =>
  theWorld()
    .contents.households.filter(({ hamlet }) => hamlets.includes(hamlet))
    .flatMap(({ tags, people }) => [...tags, ...people.flatMap((person) => person.tags)])
    .filter((tag) => tag.kind === kind).length;

function ledger({ month, grid, blank }: FormRequest): Document {
  const { grids, settings, households } = theWorld().contents;
  const rows = grids.filter(({ id }) => grid === null || id === grid);
  const counted = (hamlets: string[], kinds: string[], id: string) =>
    cell(...kinds.map((kind) => pair(kind, tagged(kind, hamlets), `${kind}/${id}`)));
  return {
    title: '“红网工程”管理台账',
    name: '',
    paper: { size: 'a4', landscape: true },
    head: [{ left: `向阳村　${month ?? ''}`, right: '截至 2026-11-21（未结账）' }],
    blocks: [
      {
        table: {
          columns: [
            column('序号', 12, null, 'centre'),
            column('网格党小组', 30),
            ...settings.captions.map((caption, index) => column(caption, [22, null, 28, 28, 32, 32][index] ?? null)),
          ],
          rows: blank
            ? []
            : rows.map((row, index) => [
                words(String(index + 1)),
                words(row.group),
                cell([{ kept: row.leader?.name ?? '' }]),
                cell(row.members.map(({ name }) => ({ kept: name }))),
                words(row.team_leader ? `队长 ${row.team_leader.name}` : ''),
                cell(
                  pair(
                    '户数',
                    households.filter(({ hamlet }) => row.hamlets.includes(hamlet)).length,
                    `households/${row.id}`,
                  ),
                  pair('人口', row.persons, `persons/${row.id}`),
                ),
                counted(row.hamlets, ['低保户', '残疾人', '社会救助', '优抚对象'], row.id),
                counted(row.hamlets, ['种植大户', '养殖专家', '科技能手'], row.id),
              ]),
          total: null,
          row_height_mm: blank ? 18 : 0,
        },
      },
      {
        paragraph: {
          kind: 'note',
          lines: [
            [{ text: '人口口径：户籍与常住，含外出。' }],
            [{ text: '对账：期初 ' }, ...number(households.length, null), { text: ' 户。' }],
          ],
        },
      },
    ],
    signatures: ['填表人：', '审核人：', '（盖章）', '年　月　日'],
    footer: '',
    annex: null,
  };
}

function householdCard({ subject, full_numbers }: FormRequest): Document {
  const household = theWorld().contents.households.find(({ id }) => subject === null || id === subject);
  const field = (caption: string, text: string, pairs = 1) => ({ caption, value: words(text), pairs });
  return {
    title: '户卡',
    name: household?.code ?? '',
    paper: { size: 'a4', landscape: false },
    head: [{ left: '向阳村　第一网格', right: household?.code ?? '' }],
    blocks: [
      {
        fields: {
          per_row: 2,
          fields: [
            field('户主', household?.people[0]?.name ?? ''),
            field('户号', household?.code ?? ''),
            field('住址', household?.address ?? '', 2),
          ],
        },
      },
      { paragraph: { kind: 'heading', lines: [[{ text: '家庭成员' }]] } },
      {
        table: {
          columns: [
            column('姓名', 24),
            column('关系', 18),
            column('性别', 12, null, 'centre'),
            column('身份证号', null),
          ],
          rows: (household?.people ?? []).map((person) => [
            cell([{ kept: person.name }]),
            words(person.relation),
            words(person.sex),
            words((full_numbers ? person.idNumber : household && personRow(person, household, 2026).id_number) ?? ''),
          ]),
          total: null,
          row_height_mm: 0,
        },
      },
      { paragraph: { kind: 'note', lines: [[{ tick: true }, { text: ' 已告知本人' }]] } },
    ],
    signatures: ['填表人：', '年　月　日'],
    footer: '内部资料 注意保管',
    annex: null,
  };
}

function partyRoster(): Document {
  const members = theWorld()
    .contents.households.flatMap(({ people }) => people)
    .filter(({ party }) => party !== null);
  return {
    title: '党员花名册',
    name: '',
    paper: { size: 'a4', landscape: true },
    head: [],
    blocks: [
      {
        table: {
          columns: [
            column('序号', 14, null, 'centre'),
            column('姓名', null),
            column('性别', null, '基本情况'),
            column('出生', null, '基本情况'),
          ],
          rows: members.map((person, index) => [
            words(String(index + 1)),
            words(person.name),
            words(person.sex),
            words(person.birth),
          ]),
          total: [words('合计'), cell(number(members.length, 'party/all'))],
          row_height_mm: 0,
        },
      },
    ],
    signatures: [],
    footer: '内部资料 注意保管',
    annex: null,
  };
}

const titled =
  (title: string) =>
  ({ subject, month }: FormRequest): Document => ({
    title,
    name: '',
    paper: { size: 'a4', landscape: false },
    head: [],
    blocks: [{ paragraph: { kind: 'note', lines: [[{ text: subject ?? month ?? '' }]] } }],
    signatures: [],
    footer: '',
    annex: null,
  });

const box = (name: string, fact: string, below: TreeNode[] = [], beside: TreeNode[] = []): TreeNode => ({
  name: [{ kept: name }],
  facts: fact === '' ? [[]] : [[{ text: fact }]],
  below,
  beside,
});

const chart = (request: FormRequest): Document => ({
  ...titled('组织架构图')(request),
  paper: { size: 'a4', landscape: true },
  blocks: [
    {
      tree: {
        captions: ['组织', '负责人'],
        roots: [
          box('示例镇党委', '', [
            box(
              '向阳村党组织',
              '书记 示例书记',
              [box('第一网格党小组', '组长 示例组长', [box('志愿者服务队', '12 人')])],
              [box('书画协会', '负责人 示例会长')],
            ),
          ]),
        ],
      },
    },
  ],
});

const BUILT: Record<string, (request: FormRequest) => Document> = {
  annex_a: ledger,
  household_card: householdCard,
  letter: titled('党建目标责任书'),
  score_sheet: titled('党员考核积分表'),
  score_rules: titled('考核细则'),
  party_roster: partyRoster,
  person_sheet: titled('本人信息查阅单'),
  activity_record: titled('活动记录'),
  organisation_chart: chart,
  meeting_minutes: titled('会议记录'),
  talk_record: titled('谈心谈话记录'),
  task_list: titled('交办事项办理表'),
  work_plan: titled('工作计划'),
};

export const formCommands = {
  forms: () => FORMS,
  months: (): MonthRow[] =>
    Array.from({ length: 14 }, (_, back) => {
      const at = new Date(Date.UTC(2026, 10 - back, 1)).toISOString().slice(0, 7);
      const version = theWorld().closed.get(at) ?? null;
      const state = version === null ? '未结账' : `第${version}版　2026-11-21 结账`;
      return { month: at, state, sealed: version, before_opening: at < '2025-11' };
    }),
  form_view(request: FormRequest): FormView {
    if (request.names && request.reason === null) return fail('reason_needed', '列出姓名要写明用途。', 'reason');
    if (request.names) auditEntry('查看名单', request.form, request.reason);
    const draw = BUILT[request.form] ?? fail('no_form', '没有这张表。');
    const missing = request.form === 'party_roster' ? [{ character: '〇', place: '第 3 行 姓名', text: '示例〇' }] : [];
    return {
      request,
      document: draw(request),
      documents:
        request.form === 'household_card' && request.subject === null && !request.blank
          ? theWorld().contents.households.length
          : 1,
      pages: request.form === 'annex_a' ? 2 : 1,
      missing,
    };
  },
  page_image({ page }: { req: FormRequest; page: number; scale: number }): string {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210"><rect width="297" height="210" fill="#fff"/><text x="120" y="105">${page + 1}</text></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  },
  records_behind({ link }: { link: string }): Behind {
    const [kind, id] = link.split('/');
    const hamlets = theWorld().contents.grids.find((grid) => grid.id === id)?.hamlets ?? ['一组', '二组'];
    const all = { text: '', grid: null, work: null, party: false, tag: null, offset: 0, limit: 1000 };
    const of = (tag: string | null) =>
      hamlets.flatMap((hamlet) => recordCommands.list_households({ ...all, hamlet, tag }).rows);
    const persons = (tag: string | null) =>
      hamlets.flatMap((hamlet) => recordCommands.list_persons({ ...all, hamlet, tag }).rows);
    const title = kind === 'households' ? '户数' : kind === 'persons' ? '人口' : (kind ?? '');
    const whole = kind === 'households' || kind === 'persons';
    return {
      title,
      basis: '户籍与常住，含外出',
      households: kind === 'persons' ? [] : of(whole ? null : title),
      persons: kind === 'households' ? [] : persons(whole ? null : title),
    };
  },
  places: (): Place[] => [
    ...(theWorld().stick
      ? [
          {
            path: '/media/stick',
            label: 'U 盘 DATA',
            kind: 'stick' as const,
            free_bytes: 7_400_000_000,
            writable: true,
          },
        ]
      : []),
    { path: '/data/me/桌面', label: '桌面', kind: 'desktop', free_bytes: 52_000_000_000, writable: true },
    { path: '/data/me/文档', label: '文档', kind: 'documents', free_bytes: 52_000_000_000, writable: true },
  ],
  choose_folder: () => '/data/me/台账',
  save_form({ form, kind, folder }: { form: FormRequest; kind: string; folder: string }): Saved {
    const removable = folder.startsWith('/media');
    auditEntry('导出', `${form.form}.${kind}`, form.reason);
    return {
      file: `${folder}/台账 2026-11.${kind}`,
      sha256: 'ab'.repeat(32),
      bytes: 18_000,
      removable,
      kept_old: null,
      others: [],
      message: removable ? '已存到 U 盘并核对过，可以拔出。' : '已保存并核对过。',
    };
  },
  printers: () => theWorld().printers.map((name, index) => ({ name, is_default: index === 0 })),
  print_form: ({ printer, copies }: { printer: string; copies: number }) => ({
    message: `已送到${printer}，${copies} 份。`,
  }),
  save_recovery_sheet: ({ folder }: { folder: string }): Saved => ({
    file: `${folder}/恢复码.pdf`,
    sha256: 'cd'.repeat(32),
    bytes: 9_000,
    removable: false,
    kept_old: null,
    others: [],
    message: '已保存并核对过。',
  }),
  print_recovery_sheet: ({ printer }: { printer: string }) => ({ message: `已送到${printer}。` }),
};
