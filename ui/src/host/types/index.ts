// What crosses between window and program, as JSON. Dates are 'YYYY-MM-DD', 'YYYY-MM' or 'YYYY'; months 'YYYY-MM'; ids are
// strings; what is not known is null. Deliberately not here: how the values get across (wire.ts) and what they mean on a page.
export type { Document } from '../document';
export type * from './books';
export type * from './forms';
export type * from './intake';
export type * from './people';
export type * from './settings';
