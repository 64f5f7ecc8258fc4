// Visits of the fake book: every household is due until a visit is recorded.
import type {
  ContactRow,
  Coverage,
  DueList,
  DueQuery,
  DueRow,
  MonthBalance,
  NeedRow,
  Page,
  Round,
  VisitMonth,
  VisitRow,
  Workbench,
} from '../types';
import { fail, theWorld } from './world';

const rowOf = ({
  id,
  code,
  hamlet,
  address,
  people,
}: ReturnType<typeof theWorld>['contents']['households'][number]): DueRow => ({
  household: id,
  code,
  head: people[0]?.name ?? null,
  hamlet,
  address,
  grid: null,
  persons: people.length,
  all_away: false,
  state: 'never',
  due: null,
  late: 0,
  last: null,
  tries: 0,
  next: null,
  needs: 0,
  contacts: [],
});

const visitOf = ({ household, head }: DueRow): VisitRow => ({
  id: `v-${household}`,
  household,
  head,
  person: null,
  person_name: null,
  date: '2026-11-05',
  kind: '入户',
  outcome: '见到',
  counts: true,
  visitors: null,
  findings: null,
  next: null,
  satisfied: null,
  remark: null,
  needs: [],
});

const followUp = (visit: VisitRow): VisitRow => ({
  ...visit,
  kind: '回访',
  satisfied: true,
  needs: [
    {
      id: `n-${visit.household}`,
      visit: visit.id,
      kind: null,
      text: '路灯坏了',
      answer: null,
      report: false,
      result: null,
      result_on: null,
      open: true,
      date: visit.date,
      household: visit.household,
      head: visit.head,
      hamlet: null,
      matter: null,
      matter_no: null,
    },
  ],
});

const visited = () =>
  new Set(
    theWorld()
      .calls.filter(({ command, req }) => command === 'record_event' && (req as { kind: string }).kind === 'visit')
      .map(({ req }) => (req as { value: { household: string } }).value.household),
  );

/** A balance to which so many came for one reason. */
export const balance = (last: number, this_: number, came: string, link: string): MonthBalance => ({
  last: { word: '上月', number: last, link: `last/${link}` },
  corrected: null,
  corrected_less: false,
  came: [{ word: came, number: this_ - last, link: `came/${link}` }],
  went: [],
  difference: null,
  less: null,
  this: { word: '本月', number: this_, link },
});

export const visitCommands = {
  due_households({ hamlet, all, offset, limit }: DueQuery): DueList {
    const seen = visited();
    const asked = theWorld().contents.households.filter((one) => hamlet === undefined || one.hamlet === hamlet);
    const due = asked.filter(({ id }) => !seen.has(id));
    const rows = (all ? asked : due).map(rowOf);
    return {
      on: '2026-11-21',
      months: 3,
      households: asked.length,
      due: due.length,
      never: due.length,
      total: rows.length,
      rows: rows.slice(offset, offset + (limit ?? rows.length)),
    };
  },
  round_by_sheet({ sheet }: { sheet: string }): Round {
    if (sheet !== '20261121-01') return fail('no_such_sheet', '没有这张走访单，请照纸上右上角的单号再填一次', 'sheet');
    const rows = theWorld().contents.households.filter(({ hamlet }) => hamlet === '一组');
    return {
      sheet,
      on: '2026-11-21',
      hamlet: '一组',
      rows: rows.map((one, index) => ({ row: String(index + 1).padStart(2, '0'), ...rowOf(one) })),
    };
  },
  /** A household has one visit: the second's was a 回访 on which something was asked for; the fifth has twenty. */
  list_visits: ({ household, offset, limit }: { household: string; offset: number; limit: number }): Page<VisitRow> => {
    const rows = theWorld()
      .contents.households.filter(({ id }) => id === household)
      .map((one) => visitOf(rowOf(one)))
      .flatMap((visit) => {
        if (household === 'h2') return [followUp(visit)];
        const times = household === 'h5' ? 20 : 1;
        return Array.from({ length: times }, (_, back) =>
          back === 0 ? visit : { ...visit, id: `${visit.id}-${back}` },
        );
      });
    return { total: rows.length, rows: rows.slice(offset, offset + limit) };
  },
  list_contacts: ({ id }: { id: string }): ContactRow[] =>
    id === 'h1' ? [{ id: 'c1', person: 'p2-0', name: '李桂英', from: '2026-01-01', to: null }] : [],
  /** Households were last seen 5, 40, 75, 100, 200 days ago, or never, in turn. */
  coverage: (): Coverage => {
    const households = theWorld().contents.households.map((one, index) => {
      const days = [5, 40, 75, 100, 200, null][index % 6] ?? null;
      const { household, code, head, hamlet, address, grid } = rowOf(one);
      const last = days === null ? null : new Date(Date.UTC(2026, 10, 21 - days)).toISOString().slice(0, 10);
      return {
        household,
        code,
        head,
        hamlet,
        address,
        grid,
        last,
        days,
        month: days === 5,
        quarter: (days ?? 99) < 51,
      };
    });
    const part = (name: string, rows: typeof households) => ({
      name,
      households: rows.length,
      month: rows.filter(({ month }) => month).length,
      quarter: rows.filter(({ quarter }) => quarter).length,
      never: rows.filter(({ last }) => last === null).length,
    });
    return {
      month: '2026-11',
      on: '2026-11-21',
      quarter_from: '2026-10-01',
      total: part('', households),
      hamlets: ['一组', '二组'].map((name) =>
        part(
          name,
          households.filter(({ hamlet }) => hamlet === name),
        ),
      ),
      grids: [],
      households,
    };
  },
  visits_by_month: ({ months }: { months: number }): VisitMonth[] =>
    Array.from({ length: months }, (_, back) => ({
      month: new Date(Date.UTC(2026, 10 - back, 1)).toISOString().slice(0, 7),
      visits: (back * 7) % 30,
      met: (back * 5) % 21,
      not_home: 0,
      calls: 0,
      counted: (back * 5) % 21,
      households: 0,
    })),
  visits_in_month: ({ offset, limit }: { offset: number; limit: number }): Page<VisitRow> => {
    const rows = theWorld().contents.households.map((one) => visitOf(rowOf(one)));
    return { total: rows.length, rows: rows.slice(offset, offset + limit) };
  },
  open_needs: (): NeedRow[] => [],
  workbench: (): Workbench => {
    const { households, doubts } = theWorld().contents;
    const persons = households.reduce((sum, { people }) => sum + people.length, 0);
    return {
      month: '2026-11',
      on: '2026-11-21',
      days_left: 9,
      persons: balance(persons - 1, persons, '出生', 'persons/village'),
      households: balance(households.length - 1, households.length, '立户', 'households/village'),
      to_close: theWorld().closed.has('2026-10') ? null : '2026-10',
      doubts: doubts.filter(({ decision }) => decision === null).length,
      needs: 0,
      matters: 3,
      overdue: 1,
    };
  },
};
