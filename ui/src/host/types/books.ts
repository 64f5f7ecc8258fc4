// Books on this laptop, the open one, and how a command fails.

export interface Failure {
  code: string;
  message: string;
  field: string | null;
  hint: string | null;
}

export interface BookOnDisk {
  dir: string;
  name: string;
  station: 'grid' | 'village' | 'town' | null;
  sample: boolean;
  state: 'ready' | 'in_use' | 'damaged' | 'newer';
  changed_at: string | null;
}

export interface CreateBook {
  station: 'grid' | 'village' | 'town';
  name: string;
  village: string | null;
  town: string | null;
  code: string | null;
  operator: string;
  password: string;
}

export interface Created {
  dir: string;
  recovery_code: string;
}

export interface OpLabel {
  op: number;
  label: string;
  at: string;
}

export interface Session {
  dir: string;
  station: 'grid' | 'village' | 'town';
  name: string;
  village: string | null;
  town: string | null;
  operator: string;
  today: string;
  opened_on: string | null;
  sample: boolean;
  households: number;
  persons: number;
  doubts: number;
  undo: OpLabel | null;
  redo: OpLabel | null;
  version: string;
}

export interface Page<T> {
  total: number;
  rows: T[];
}
