// Settings, grids with their groups, the health check, the audit log.
import type { PersonRow } from './people';

export interface Settings {
  counted: { registered: boolean; usual: boolean };
  reporting_day: number | null;
  old_member_age: number;
  lock_minutes: number;
  captions: string[] /* annex A columns 3–8 */;
}

export interface GridView {
  id: string;
  number: number;
  name: string;
  group: string;
  grid_code: string | null;
  hamlets: string[];
  households: number;
  persons: number;
  leader: PersonRow | null;
  members: PersonRow[];
  team_leader: PersonRow | null;
  volunteers: PersonRow[];
}

export interface SaveGrid {
  id: string | null;
  name: string;
  group: string;
  grid_code: string | null;
  hamlets: string[];
  leader: string | null;
  members: string[];
  team_leader: string | null;
  volunteers: string[];
}

export interface Finding {
  code: string;
  severity: 'error' | 'warn' | 'note';
  record: string | null;
  household: string | null;
  message: string;
}

export interface AuditRow {
  at: string;
  operator: string;
  act: string;
  what: string;
  reason: string | null;
}
