// A letter's targets and what they are given, as they are typed, and what the events say of them.
import type { HostFailure, LetterItemRow, Target, TargetScore } from '../../host';
import { assess } from '../../text';

export interface TargetTexts {
  /** Row id of one that is there already. */
  item: string;
  text: string;
  demand: string;
  points: string;
  due: string;
  owner: string;
}

export interface ScoreTexts {
  item: string;
  own_score: string;
  score: string;
  note: string;
}

export const blankTarget = (): TargetTexts => ({ item: '', text: '', demand: '', points: '', due: '', owner: '' });

export const asTargetTexts = (row: LetterItemRow): TargetTexts => ({
  item: row.id,
  text: row.text,
  demand: row.demand ?? '',
  points: row.points,
  due: row.due ?? '',
  owner: row.owner ?? '',
});

export const asScoreTexts = (row: LetterItemRow): ScoreTexts => ({
  item: row.id,
  own_score: row.own_score ?? '',
  score: row.score ?? '',
  note: row.note ?? '',
});

const some = (value: string) => value.trim() !== '';

/** The row says something: one without a word is not handed in, and what was there under it is taken out. */
export const isSaid = ({ text, demand, points }: TargetTexts): boolean => some(text) || some(demand) || some(points);

export const asTargets = (rows: TargetTexts[]): Target[] =>
  rows.filter(isSaid).map(({ item, text, points, ...more }) => ({
    ...(item !== '' && { item }),
    text: text.trim(),
    points: points.trim(),
    ...Object.fromEntries(
      Object.entries(more)
        .filter(([, value]) => some(value))
        .map(([key, value]) => [key, value.trim()]),
    ),
  }));

const GIVEN = ['own_score', 'score', 'note'] as const;

const isChanged = (before: ScoreTexts | undefined, now: ScoreTexts): boolean =>
  GIVEN.some((key) => now[key].trim() !== before?.[key]);

/** What was changed, a target each; what is empty now is taken back. */
export const asScores = (before: ScoreTexts[], rows: ScoreTexts[]): TargetScore[] =>
  rows.flatMap((row, at) => {
    if (!isChanged(before[at], row)) return [];
    const said = GIVEN.filter((key) => row[key].trim() !== before[at]?.[key]);
    return [{ item: row.item, ...Object.fromEntries(said.map((key) => [key, row[key].trim()])) }];
  });

/** Which rows are handed in, so that a failure finds its row again. */
export const saidAt = (rows: TargetTexts[]): number[] => rows.flatMap((row, at) => (isSaid(row) ? [at] : []));
export const changedAt = (before: ScoreTexts[], rows: ScoreTexts[]): number[] =>
  rows.flatMap((row, at) => (isChanged(before[at], row) ? [at] : []));

/** What the program says of a field of a row, or of the row as a whole; `sent`: the places of the rows handed in. */
export function mistakeOf(failure: HostFailure | null, sent: number[], at: number, field: string): string | null {
  const nth = sent.indexOf(at) + 1;
  if (failure === null || nth === 0) return null;
  return failure.field === (field === '' ? `items.${nth}` : `items.${nth}.${field}`) ? failure.message : null;
}

/** Points in tenths; null of what is none. */
function tenths(typed: string): number | null {
  const squeezed = typed.normalize('NFKC').replace(/\s/g, '');
  const plain = squeezed.endsWith(assess.unit) ? squeezed.slice(0, -assess.unit.length) : squeezed;
  return /^[+-]?\d+(\.\d0*)?$/.test(plain) ? Math.round(Number(plain) * 10) : null;
}

const inPoints = (sum: number): string => String(sum / 10);

/** All that are points together, as they are written. */
export const sumOf = (all: string[]): string => inPoints(all.reduce((sum, typed) => sum + (tenths(typed) ?? 0), 0));

const WHOLE = 1000;

/** How much a sum is away from a hundred, and which way; null when it is one. */
export function awayFromWhole(sum: string): { over: boolean; by: string } | null {
  const away = (tenths(sum) ?? 0) - WHOLE;
  return away === 0 ? null : { over: away > 0, by: inPoints(Math.abs(away)) };
}
