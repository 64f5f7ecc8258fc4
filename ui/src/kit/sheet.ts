// How the columns and captions of a form's table stand: the same arithmetic as `domain::document`, in percent of the sheet.
import type { Column, Field, Fields, Table } from '../host/document';

export interface HeadCell {
  caption: string;
  columns: number;
  levels: number;
}

/** Captions on one or two levels, upper level first. */
export function headRows(columns: Column[]): HeadCell[][] {
  const levels = columns.some((column) => column.group !== null) ? 2 : 1;
  const upper: HeadCell[] = [];
  const lower: HeadCell[] = [];
  let open: string | null = null;
  for (const { caption, group } of columns) {
    const last = upper.at(-1);
    if (group === null) upper.push({ caption, columns: 1, levels });
    else if (last && open === group) last.columns += 1;
    else upper.push({ caption: group, columns: 1, levels: 1 });
    if (group !== null) lower.push({ caption, columns: 1, levels: 1 });
    open = group;
  }
  return lower.length > 0 ? [upper, lower] : [upper];
}

/** Width of each column in percent; `textWidth` is what the sheet has between its margins, in millimetres. */
export function columnPercents(table: Table, textWidth: number): number[] {
  const least = 7;
  const fixed = table.columns.reduce((sum, { width }) => sum + ('mm' in width ? width.mm : 0), 0);
  const shares = table.columns.reduce((sum, { width }) => sum + ('share' in width ? width.share : 0), 0);
  const shared = table.columns.filter(({ width }) => 'share' in width).length;
  const left = shared > 0 ? Math.max(textWidth - fixed, Math.min(shared * least, textWidth / 2)) : 0;
  const scale = fixed > 0 && (shared === 0 || fixed + left > textWidth) ? (textWidth - left) / fixed : 1;
  return table.columns.map(
    ({ width }) => (('mm' in width ? width.mm * scale : (left * width.share) / shares) / textWidth) * 100,
  );
}

/** Captions and values row by row; the last value of a row is widened over what is left of it. */
export function fieldRows({ per_row, fields }: Fields): { field: Field; pairs: number }[][] {
  const most = Math.max(per_row, 1);
  const rows: { field: Field; pairs: number }[][] = [];
  let free = 0;
  const widen = () => {
    const last = rows.at(-1)?.at(-1);
    if (last) last.pairs += free;
  };
  for (const field of fields) {
    const pairs = Math.min(Math.max(field.pairs, 1), most);
    if (pairs > free) {
      widen();
      rows.push([]);
      free = most;
    }
    rows.at(-1)?.push({ field, pairs });
    free -= pairs;
  }
  widen();
  return rows;
}
