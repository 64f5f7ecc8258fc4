// Forms, months, places to save to, printers, the records behind a number.
import type { Document } from '../document';
import type { HouseholdRow, PersonRow } from './people';

export interface FormInfo {
  form: string;
  title: string;
  scope: 'month' | 'list' | 'subject';
  paper: string;
  /** Which stations fill it in. */
  stations: ('grid' | 'village' | 'town')[];
}

export interface MonthRow {
  month: string;
  state: string /* 未结账 | 建账之前 */;
  before_opening: boolean;
}

export interface FormRequest {
  form: string;
  month: string | null;
  subject: string | null;
  grid: string | null;
  names: boolean;
  full_numbers: boolean;
  reason: string | null;
  blank: boolean;
}

export interface Missing {
  character: string;
  place: string;
  /** What it belongs to, as printed. */
  text: string;
}

export interface FormView {
  request: FormRequest;
  document: Document;
  /** How many documents there are; the first is here. */
  documents: number;
  pages: number;
  missing: Missing[];
}

export interface Saved {
  file: string;
  sha256: string;
  bytes: number;
  removable: boolean;
  kept_old: string | null;
  /** Further files, where one would have been too large. */
  others: string[];
  message: string;
}

export interface Place {
  path: string;
  label: string;
  kind: 'stick' | 'desktop' | 'documents' | 'downloads';
  free_bytes: number;
  writable: boolean;
}

export interface Printer {
  name: string;
  is_default: boolean;
}

export interface Behind {
  title: string;
  basis: string;
  households: HouseholdRow[];
  persons: PersonRow[];
}
