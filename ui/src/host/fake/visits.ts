// Visits of the fake book: every household is due until a visit is recorded.
import type { Coverage, DueList, DueQuery, DueRow, Page, Round, VisitRow } from '../types';
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

const visited = () =>
  new Set(
    theWorld()
      .calls.filter(({ command, req }) => command === 'record_event' && (req as { kind: string }).kind === 'visit')
      .map(({ req }) => (req as { value: { household: string } }).value.household),
  );

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
  list_visits: (): Page<VisitRow> => ({ total: 0, rows: [] }),
  coverage: (): Coverage => {
    const none = { name: '', households: 0, month: 0, quarter: 0, never: 0 };
    return {
      month: '2026-11',
      on: '2026-11-21',
      quarter_from: '2026-10-01',
      total: none,
      hamlets: [],
      grids: [],
      households: [],
    };
  },
  visits_by_month: () => [],
  open_needs: () => [],
};
