// Households, people, their tags and what happened to them.

export interface Filters {
  hamlets: string[];
  grids: { id: string; name: string }[];
  tags: string[];
  works: string[];
}

export interface HouseholdQuery {
  text: string;
  hamlet: string | null;
  grid: string | null;
  tag: string | null;
  offset: number;
  limit: number;
}

export interface HouseholdRow {
  id: string;
  code: string | null;
  head: string | null;
  hamlet: string | null;
  address: string | null;
  persons: number;
  tags: string[];
  open: boolean;
}

export interface PersonQuery {
  text: string;
  hamlet: string | null;
  grid: string | null;
  tag: string | null;
  work: string | null;
  party: boolean;
  offset: number;
  limit: number;
}

export interface PersonRow {
  id: string;
  name: string;
  relation: string | null;
  sex: string | null;
  age: number | null;
  household: string | null;
  household_code: string | null;
  head: string | null;
  hamlet: string | null;
  tags: string[];
  party: string | null;
  work: string | null;
  id_number: string | null;
  phone: string | null;
}

export interface TagView {
  id: string;
  kind: string;
  detail: string | null /* grade etc: masked as '•••' until reveal */;
  from: string | null;
  to: string | null;
  source: string | null;
}

export interface MemberView {
  person: PersonRow;
  birth: string | null;
  kind: string /* 户籍|常住|暂住 */;
  from: string | null;
  from_reason: string;
  to: string | null;
  to_reason: string | null;
  tags: TagView[];
}

export interface HistoryRow {
  op: number;
  kind: string;
  label: string;
  operator: string;
  at: string;
  undone: boolean;
  undoes: number | null;
  can_undo: boolean;
  rows: number;
}

export interface HouseholdCard {
  id: string;
  code: string | null;
  head: string | null;
  hamlet: string | null;
  address: string | null;
  phone: string | null;
  grid: string | null;
  from: string | null;
  from_reason: string;
  to: string | null;
  tags: TagView[];
  members: MemberView[];
  former: MemberView[];
  history: HistoryRow[];
  doubts: number;
}

export interface Hit {
  kind: 'household' | 'person';
  id: string;
  name: string;
  household: string | null /* household row id to open */;
  household_code: string | null;
  hamlet: string | null;
  why: string;
}
