// Rosters before and after they are taken in, and the doubts they leave.

export interface FieldChoice {
  key: string;
  label: string;
}

export interface ColumnView {
  index: number;
  caption: string;
  field: string | null;
  samples: string[];
}

export interface SheetView {
  name: string;
  header_row: number;
  rows: number;
  columns: ColumnView[];
  captions_key: string;
}

export interface FileView {
  file: string;
  sheets: SheetView[];
  passed_over: { sheet: string; why: string }[];
}

export interface MistakeRow {
  file: string;
  sheet: string;
  row: number;
  kind: string;
  sentence: string;
  name: string | null;
}

export interface ChangeRow {
  file: string;
  sheet: string;
  row: number;
  name: string;
  field: string;
  old: string | null;
  new: string | null;
  what: 'new' | 'changed' | 'doubt' | 'waiting';
}

export interface ImportReport {
  files: FileView[];
  households: number;
  persons: number;
  party_members: number;
  new: number;
  changed: number;
  unchanged: number;
  mistakes: Record<string, number>;
  repaired: Record<string, number>;
  doubts: number;
  joined: number /* waiting rows placed by this import */;
  absent: number;
  mistake_rows: MistakeRow[];
  changes: ChangeRow[] /* first 500 */;
}

export interface ImportRequest {
  paths: string[];
  by_hamlet: boolean;
  mappings: { captions_key: string; fields: Record<string /* caption */, string | null> }[];
}

export interface WorkbookOnDisk {
  place: string;
  path: string;
  name: string;
  bytes: number;
  changed_at: string;
}

export interface DoubtView {
  id: string;
  why: string;
  subject: string;
  household: string | null;
  field: string | null;
  field_label: string | null;
  base: string | null;
  mine: string | null;
  theirs: string | null;
  source: string | null;
  candidates: { id: string; label: string }[];
  decision: string | null;
  decided_at: string | null;
  /** What to undo to decide anew. */
  decided_op: number | null;
}
