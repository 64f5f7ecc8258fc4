// What the filter of 户与人 and the fields of 批量修改 say, as the program asks for it.
import type { LocationQuery } from 'vue-router';
import type { BulkChange, BulkChosen, Choice } from '../../host';
import { bulk as text } from '../../text';
import type { Asked } from './asked';

export type BulkField = BulkChange['field'];
type Of = 'households' | 'persons';

const FIELDS: Record<Of, BulkField[]> = {
  households: ['hamlet', 'grid', 'add_tag', 'end_tag'],
  persons: ['work', 'add_tag', 'end_tag'],
};
export const fieldsOf = (of: Of) => FIELDS[of];

const said = (query: LocationQuery, key: string) => {
  const value = query[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** What the list was narrowed to, of what a list of these can be narrowed to. */
export const asQuery = (of: Of, { work, party, ...both }: Asked) =>
  Object.fromEntries(
    Object.entries(of === 'persons' ? { ...both, work, party } : both).flatMap(([key, value]) =>
      value ? [[key, String(value)]] : [],
    ),
  );

export function asChosen(of: Of, query: LocationQuery): BulkChosen {
  const [hamlet, grid, tag] = ['hamlet', 'grid', 'tag'].map((key) => said(query, key)) as (string | null)[];
  const common = { text: said(query, 'text') ?? '', hamlet: hamlet ?? null, grid: grid ?? null, tag: tag ?? null };
  const all = { ...common, offset: 0, limit: 0 };
  return of === 'households'
    ? { of, query: all }
    : { of, query: { ...all, work: said(query, 'work'), party: said(query, 'party') !== null } };
}

/** The filter in words; empty when there is none. */
export const asWords = (of: Of, query: LocationQuery, grids: Choice[]) =>
  [
    said(query, 'text'),
    said(query, 'hamlet'),
    grids.find(({ id }) => id === said(query, 'grid'))?.name,
    said(query, 'tag'),
    ...(of === 'persons' ? [said(query, 'work'), said(query, 'party') && text.party] : []),
  ]
    .filter(Boolean)
    .join(' · ');

/** Null while something that is needed is missing. */
export function asChange({ field, value, date }: { field: BulkField; value: string; date: string }): BulkChange | null {
  const day = date.trim();
  // A hamlet may be taken away; everything else becomes something.
  if (field === 'hamlet') return { field, hamlet: value };
  if (value === '') return null;
  if (field === 'work') return { field, work: value, date: day || null };
  if (field === 'add_tag') return { field, tag: value, date: day || null };
  if (day === '') return null;
  return field === 'grid' ? { field, grid: value, date: day } : { field, tag: value, date: day };
}
