import { expect, test } from 'vitest';
import { asScores, asTargets, awayFromWhole, sumOf } from './typed';
import { monthOf } from './year';

test('points add up as they are typed', () => {
  expect([sumOf(['30', '2.5', ' 5分', '十', '']), sumOf([]), sumOf(['0.1', '0.2'])]).toEqual(['37.5', '0', '0.3']);
  expect([awayFromWhole('100'), awayFromWhole('102.5'), awayFromWhole('95')]).toEqual([
    null,
    { over: true, by: '2.5' },
    { over: false, by: '5' },
  ]);
});

test('rows without a word are not handed in, and what was emptied is taken back', () => {
  const blank = { item: '', text: '', demand: '', points: '', due: '', owner: '' };
  expect(asTargets([{ ...blank, item: 'x' }, { ...blank, text: ' 台账 ', points: '5' }, blank])).toEqual([
    { text: '台账', points: '5' },
  ]);
  const given = { item: 'x', own_score: '4', score: '', note: '' };
  expect(asScores([given, given], [{ ...given, own_score: '' }, given])).toEqual([{ item: 'x', own_score: '' }]);
});

test('a year is printed of its running or its last month, one to come of none', () => {
  expect([monthOf(2026, '2026-11-21'), monthOf(2025, '2026-11-21'), monthOf(2027, '2026-11-21')]).toEqual([
    '2026-11',
    '2025-12',
    null,
  ]);
});
