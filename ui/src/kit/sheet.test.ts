import { describe, expect, test } from 'vitest';
import type { Column, Field, Table } from '../host/document';
import { columnPercents, fieldRows, headRows } from './sheet';

const column = (caption: string, width: Column['width'], group: string | null = null): Column => ({
  caption,
  group,
  width,
  align: 'left',
});
const table = (...columns: Column[]): Table => ({ columns, rows: [], total: null, row_height_mm: 0 });
const field = (pairs: number): Field => ({ caption: '户主', value: { lines: [], columns: 1, room: false }, pairs });

describe('columns', () => {
  test('what the fixed ones leave is shared, and together they fill the sheet', () => {
    const percents = columnPercents(
      table(column('甲', { mm: 50 }), column('乙', { share: 1 }), column('丙', { share: 3 })),
      250,
    );
    expect(percents).toEqual([20, 20, 60]);
  });

  test('fixed ones that are too wide or all there is are scaled to the sheet', () => {
    const sum = (percents: number[]) => percents.reduce((total, percent) => total + percent, 0);
    expect(columnPercents(table(column('甲', { mm: 10 }), column('乙', { mm: 10 })), 100)).toEqual([50, 50]);
    expect(sum(columnPercents(table(column('甲', { mm: 300 }), column('乙', { share: 1 })), 100))).toBeCloseTo(100);
  });
});

test('neighbouring columns of one group share its caption, a group that comes again has its own', () => {
  const [upper, lower] = headRows([
    column('甲', { share: 1 }, '一'),
    column('乙', { share: 1 }, '一'),
    column('丙', { share: 1 }),
    column('丁', { share: 1 }, '一'),
  ]);
  expect(upper).toEqual([
    { caption: '一', columns: 2, levels: 1 },
    { caption: '丙', columns: 1, levels: 2 },
    { caption: '一', columns: 1, levels: 1 },
  ]);
  expect(lower?.map(({ caption }) => caption)).toEqual(['甲', '乙', '丁']);
});

test('a row of fields is always full', () => {
  const rows = fieldRows({ per_row: 3, fields: [field(1), field(1), field(2), field(9), field(1)] });
  expect(rows.map((row) => row.map(({ pairs }) => pairs))).toEqual([[1, 2], [3], [3], [3]]);
  expect(fieldRows({ per_row: 2, fields: [] })).toEqual([]);
});
