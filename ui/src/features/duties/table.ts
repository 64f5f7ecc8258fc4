// Duties as a table: a line a duty, a column a month; what is asked for by the quarter or the year reaches over its months.
import type { DutyRow } from '../../host';

export type Unit = 'month' | 'quarter' | 'year';

/** A cell: the row in it, and over how many columns it reaches. */
export interface Cell {
  row: DutyRow | null;
  span: number;
  key: string;
}

export interface Line {
  key: string;
  row: DutyRow;
  cells: Cell[];
}

const LENGTH: Record<Unit, number> = { month: 1, quarter: 3, year: 12 };

const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthOf = (number: number) =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

/** The months of the period that a month lies in, in order. */
export function monthsOf(unit: Unit, month: string): string[] {
  const number = numberOf(month);
  const first = number - (number % LENGTH[unit]);
  return Array.from({ length: LENGTH[unit] }, (_, at) => monthOf(first + at));
}

/** A month of the period so many periods later. */
export const later = (unit: Unit, month: string, by: number): string => monthOf(numberOf(month) + by * LENGTH[unit]);

/** The period as the program reads it: `2026-03`, `2026-Q1`, `2026`. */
export function periodOf(unit: Unit, month: string): string {
  if (unit === 'month') return month;
  const year = month.slice(0, 4);
  return unit === 'year' ? year : `${year}-Q${quarterOf(month)}`;
}

export const quarterOf = (month: string): number => Math.ceil(Number(month.slice(5)) / 3);

/** The lines of a table over these months, in the order of the rows. */
export function linesOf(rows: DutyRow[], months: string[]): Line[] {
  const lines = new Map<string, DutyRow[]>();
  for (const row of rows) {
    const key = `${row.id}/${row.level}/${row.scope}`;
    lines.set(key, [...(lines.get(key) ?? []), row]);
  }
  return [...lines].map(([key, of]) => ({ key, row: of.at(-1) as DutyRow, cells: cellsOf(of, months) }));
}

function cellsOf(rows: DutyRow[], months: string[]): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  while (at < months.length) {
    const month = months[at] as string;
    const row = rows.find((one) => monthsOf(one.period, one.month).includes(month)) ?? null;
    const last = row === null ? month : row.month;
    const end = months.indexOf(last);
    const span = end < at ? months.length - at : end - at + 1;
    cells.push({ row, span, key: month });
    at += span;
  }
  return cells;
}
