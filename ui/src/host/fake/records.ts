// Households, people, doubts and operations of the fake book.
import type {
  BulkPreview,
  BulkRequest,
  BulkRow,
  DoubtView,
  Filters,
  HistoryRow,
  Hit,
  HouseholdCard,
  HouseholdQuery,
  HouseholdRow,
  OpLabel,
  Page,
  PersonQuery,
  PersonRow,
} from '../types';
import { type FakeHousehold, memberView, personRow, spellings, tagViews } from './people';
import { auditEntry, fail, operate, redoOp, theWorld, undoOp } from './world';

const YEAR = 2026;

const page = <T>(all: T[], { offset, limit }: { offset: number; limit: number }): Page<T> => ({
  total: all.length,
  rows: all.slice(offset, offset + limit),
});

const matches = (text: string, words: (string | null)[]) => {
  const asked = text.trim().toLowerCase().replaceAll(' ', '');
  return asked === '' || words.some((word) => word?.toLowerCase().includes(asked));
};
const personWords = ({ name, household_code }: PersonRow, number: string | null, phone: string | null) => [
  name,
  ...spellings(name),
  household_code,
  number?.slice(-4) ?? null,
  phone?.slice(-4) ?? null,
];

const householdRow = (household: FakeHousehold): HouseholdRow => ({
  id: household.id,
  code: household.code,
  head: household.people[0]?.name ?? null,
  hamlet: household.hamlet,
  address: household.address,
  persons: household.people.length,
  tags: household.tags.map(({ kind }) => kind),
  open: true,
});

const allPersons = () =>
  theWorld().contents.households.flatMap((household) =>
    household.people.map((person) => ({ person, household, row: personRow(person, household, YEAR) })),
  );

const gridOf = ({ hamlet }: FakeHousehold) =>
  theWorld().contents.grids.find(({ hamlets }) => hamlets.includes(hamlet)) ?? null;

const bulkRows = ({ chosen, change }: BulkRequest): BulkRow[] => {
  const all = { ...chosen.query, offset: 0, limit: 1000 };
  const rows = recordCommands.list_households(all as HouseholdQuery).rows;
  const to = change.field === 'hamlet' ? change.hamlet : null;
  return rows.map(({ id, head, code, hamlet }) => ({
    id,
    name: head,
    code,
    hamlet,
    before: hamlet,
    state: hamlet === to ? 'same' : 'changes',
    message: null,
  }));
};

export const recordCommands = {
  preview_bulk(req: BulkRequest): BulkPreview {
    const rows = bulkRows(req);
    const changes = rows.filter(({ state }) => state === 'changes').length;
    const after = req.change.field === 'hamlet' ? req.change.hamlet : '';
    return { after, changes, same: rows.length - changes, refused: 0, rows };
  },
  /** Only hamlets. */
  change_bulk(req: BulkRequest): OpLabel {
    const { hamlet } = req.change as { hamlet: string };
    const wanted = bulkRows(req).filter(({ id, state }) => state === 'changes' && !req.without.includes(id));
    const ids = new Set(wanted.map(({ id }) => id));
    return operate('households', 'bulk', `批量修改 ${ids.size} 条：${hamlet}`, ids.size, (contents) => {
      for (const one of contents.households) if (ids.has(one.id)) one.hamlet = hamlet;
    });
  },
  filters(): Filters {
    const { households, grids } = theWorld().contents;
    const distinct = (words: string[]) => [...new Set(words)];
    return {
      hamlets: distinct(households.map(({ hamlet }) => hamlet)),
      grids: grids.map(({ id, name }) => ({ id, name })),
      tags: distinct(
        households.flatMap(({ tags, people }) =>
          [...tags, ...people.flatMap((person) => person.tags)].map(({ kind }) => kind),
        ),
      ),
      works: distinct(households.flatMap(({ people }) => people.map(({ work }) => work))),
      tag_kinds: ['低保户', '残疾人', '优抚对象'],
    };
  },
  list_households: (query: HouseholdQuery): Page<HouseholdRow> =>
    page(
      theWorld()
        .contents.households.filter(
          (household) =>
            (query.hamlet === null || household.hamlet === query.hamlet) &&
            (query.grid === null || gridOf(household)?.id === query.grid) &&
            (query.tag === null || household.tags.some(({ kind }) => kind === query.tag)) &&
            matches(query.text, [
              household.code,
              ...household.people.flatMap(({ name }) => [name, ...spellings(name)]),
            ]),
        )
        .map(householdRow),
      query,
    ),
  list_persons: (query: PersonQuery): Page<PersonRow> =>
    page(
      allPersons()
        .filter(
          ({ person, household, row }) =>
            (query.hamlet === null || household.hamlet === query.hamlet) &&
            (query.grid === null || gridOf(household)?.id === query.grid) &&
            (query.tag === null || person.tags.some(({ kind }) => kind === query.tag)) &&
            (query.work === null || person.work === query.work) &&
            (!query.party || person.party !== null) &&
            matches(query.text, personWords(row, person.idNumber, person.phone)),
        )
        .map(({ row }) => row),
      query,
    ),
  household_card({ id }: { id: string }): HouseholdCard {
    const { contents, operations } = theWorld();
    const household = contents.households.find((candidate) => candidate.id === id);
    if (!household) return fail('no_household', '这一户已经不在账本里，请回到名单。');
    return {
      id,
      code: household.code,
      head: household.people[0]?.name ?? null,
      hamlet: household.hamlet,
      address: household.address,
      phone: null,
      grid: gridOf(household)?.name ?? null,
      from: null,
      from_reason: '期初',
      to: null,
      tags: tagViews(id, household.tags),
      members: household.people.map((person) => memberView(person, household, YEAR)),
      former: [],
      history: operations.map(({ row }) => row).reverse(),
      doubts: contents.doubts.filter((doubt) => doubt.household === id && doubt.decision === null).length,
    };
  },
  search({ text, limit }: { text: string; limit: number }): Hit[] {
    return allPersons()
      .filter(({ person, row }) => matches(text, personWords(row, person.idNumber, person.phone)))
      .slice(0, limit)
      .map(
        ({ person, household }): Hit => ({
          kind: person.relation === '户主' ? 'household' : 'person',
          id: person.relation === '户主' ? household.id : person.id,
          name: person.name,
          household: household.id,
          household_code: household.code,
          hamlet: household.hamlet,
          why: person.relation,
        }),
      )
      .flatMap((hit) =>
        hit.kind === 'household'
          ? [hit, { ...hit, kind: 'person' as const, id: hit.id.replace('h', 'p').concat('-0') }]
          : [hit],
      );
  },
  reveal({ id, field }: { id: string; field: string }): string {
    auditEntry('查看', `${field} ${id}`, null);
    if (field === 'tag_detail') return '肢体 三级';
    const found = allPersons().find(({ person }) => person.id === id)?.person;
    const value = { phone: found?.phone, birth: found?.birth }[field] ?? found?.idNumber;
    return value ?? fail('no_value', '账本里没有这一项。');
  },
  list_doubts: ({ open, offset, limit }: { open: boolean; offset: number; limit: number }): Page<DoubtView> =>
    page(
      theWorld().contents.doubts.filter(({ decision }) => (decision === null) === open),
      { offset, limit },
    ),
  decide({ id, choice, reason }: { id: string; choice: string; reason: string | null }) {
    const doubt = theWorld().contents.doubts.find((candidate) => candidate.id === id);
    if (!doubt || doubt.decision !== null) return fail('decided', '这一条已经定过了。');
    if (doubt.field === 'id_number' && choice.endsWith('0015') && !reason)
      return fail('reason_needed', '校验码不对；一定要照这样存，请写明原因', 'reason');
    return operate(
      'doubts',
      'decide',
      `定疑点：${doubt.subject}`,
      1,
      ({ doubts }) => {
        const at = doubts.findIndex((candidate) => candidate.id === id);
        doubts[at] = {
          ...doubt,
          decision: choice,
          decided_at: '2026-11-21T01:12:00Z',
          decided_op: theWorld().operations.length + 1,
        };
      },
      id,
    );
  },
  history(query: { offset: number; limit: number; record: string | null }): Page<HistoryRow> {
    const touches = ({ row, touched }: { row: HistoryRow; touched: string | null }) =>
      query.record === null || touched === query.record || row.kind === 'import';
    return page(
      theWorld()
        .operations.filter(touches)
        .map(({ row }) => row)
        .reverse(),
      query,
    );
  },
  undo: ({ op }: { op: number | null }) => undoOp(op),
  redo: () => redoOp(),
};
