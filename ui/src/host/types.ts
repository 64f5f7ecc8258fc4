// What crosses between window and program, as JSON. Dates are 'YYYY-MM-DD', 'YYYY-MM' or 'YYYY'; months 'YYYY-MM'; ids are
// strings; what is not known is null. Deliberately not here: how the values get across (wire.ts) and what they mean on a page.

export type { Document } from './document';
import type { Document } from './document';

export interface Failure { code: string; message: string; field: string | null; hint: string | null }
export interface BookOnDisk { dir: string; name: string; station: 'grid' | 'village' | 'town' | null; sample: boolean; state: 'ready' | 'in_use' | 'damaged' | 'newer'; changed_at: string | null }
export interface CreateBook { station: 'grid' | 'village' | 'town'; name: string; village: string | null; town: string | null; code: string | null; operator: string; password: string }
export interface Created { dir: string; recovery_code: string }
export interface OpLabel { op: number; label: string; at: string }
export interface Session { dir: string; station: 'grid' | 'village' | 'town'; name: string; village: string | null; town: string | null; operator: string; today: string; opened_on: string | null; sample: boolean; households: number; persons: number; doubts: number; undo: OpLabel | null; redo: OpLabel | null; version: string }
export interface Filters { hamlets: string[]; grids: { id: string; name: string }[]; tags: string[]; works: string[] }
export interface HouseholdQuery { text: string; hamlet: string | null; grid: string | null; tag: string | null; offset: number; limit: number }
export interface HouseholdRow { id: string; code: string | null; head: string | null; hamlet: string | null; address: string | null; persons: number; tags: string[]; open: boolean }
export interface PersonQuery { text: string; hamlet: string | null; grid: string | null; tag: string | null; work: string | null; party: boolean; offset: number; limit: number }
export interface PersonRow { id: string; name: string; relation: string | null; sex: string | null; age: number | null; household: string | null; household_code: string | null; head: string | null; hamlet: string | null; tags: string[]; party: string | null; work: string | null; id_number: string | null; phone: string | null }
export interface Page<T> { total: number; rows: T[] }
export interface TagView { id: string; kind: string; detail: string | null /* grade etc: masked as '•••' until reveal */; from: string | null; to: string | null; source: string | null }
export interface MemberView { person: PersonRow; birth: string | null; kind: string /* 户籍|常住|暂住 */; from: string | null; from_reason: string; to: string | null; to_reason: string | null; tags: TagView[] }
export interface HistoryRow { op: number; kind: string; label: string; operator: string; at: string; undone: boolean; undoes: number | null; can_undo: boolean; rows: number }
export interface HouseholdCard { id: string; code: string | null; head: string | null; hamlet: string | null; address: string | null; phone: string | null; grid: string | null; from: string | null; from_reason: string; to: string | null; tags: TagView[]; members: MemberView[]; former: MemberView[]; history: HistoryRow[]; doubts: number }
export interface Hit { kind: 'household' | 'person'; id: string; name: string; household: string | null /* household row id to open */; household_code: string | null; hamlet: string | null; why: string }
export interface FieldChoice { key: string; label: string }
export interface ColumnView { index: number; caption: string; field: string | null; samples: string[] }
export interface SheetView { name: string; header_row: number; rows: number; columns: ColumnView[] ; captions_key: string }
export interface FileView { file: string; sheets: SheetView[]; passed_over: { sheet: string; why: string }[] }
export interface MistakeRow { file: string; sheet: string; row: number; kind: string; sentence: string; name: string | null }
export interface ChangeRow { file: string; sheet: string; row: number; name: string; field: string; old: string | null; new: string | null; what: 'new' | 'changed' | 'doubt' | 'waiting' }
export interface ImportReport { files: FileView[]; households: number; persons: number; party_members: number; new: number; changed: number; unchanged: number; mistakes: Record<string, number>; repaired: Record<string, number>; doubts: number; joined: number /* waiting rows placed by this import */; absent: number; mistake_rows: MistakeRow[]; changes: ChangeRow[] /* first 500 */ }
export interface ImportRequest { paths: string[]; by_hamlet: boolean; mappings: { captions_key: string; fields: Record<string /* caption */, string | null> }[] }
export interface WorkbookOnDisk { place: string; path: string; name: string; bytes: number; changed_at: string }
export interface DoubtView { id: string; why: string; subject: string; household: string | null; field: string | null; field_label: string | null; base: string | null; mine: string | null; theirs: string | null; source: string | null; candidates: { id: string; label: string }[]; decision: string | null; decided_at: string | null; decided_op: number | null /* what to undo to decide anew */ }
export interface FormInfo { form: string; title: string; scope: 'month' | 'list' | 'subject'; paper: string }
export interface MonthRow { month: string; state: string /* 未结账 | 建账之前 */; before_opening: boolean }
export interface FormRequest { form: string; month: string | null; subject: string | null; grid: string | null; names: boolean; full_numbers: boolean; reason: string | null; blank: boolean }
export interface Missing { character: string; place: string }
export interface FormView { request: FormRequest; document: Document; pages: number; missing: Missing[] }
export interface Saved { file: string; sha256: string; bytes: number; removable: boolean; kept_old: string | null; message: string }
export interface Place { path: string; label: string; kind: 'stick' | 'desktop' | 'documents' | 'downloads'; free_bytes: number; writable: boolean }
export interface Printer { name: string; is_default: boolean }
export interface Behind { title: string; basis: string; households: HouseholdRow[]; persons: PersonRow[] }
export interface Settings { counted: { registered: boolean; usual: boolean }; reporting_day: number | null; old_member_age: number; lock_minutes: number; captions: string[] /* annex A columns 3–8 */ }
export interface GridView { id: string; number: number; name: string; group: string; grid_code: string | null; hamlets: string[]; households: number; persons: number; leader: PersonRow | null; members: PersonRow[]; team_leader: PersonRow | null; volunteers: PersonRow[] }
export interface SaveGrid { id: string | null; name: string; group: string; grid_code: string | null; hamlets: string[]; leader: string | null; members: string[]; team_leader: string | null; volunteers: string[] }
export interface Finding { code: string; severity: 'error' | 'warn' | 'note'; record: string | null; household: string | null; message: string }
export interface AuditRow { at: string; operator: string; act: string; what: string; reason: string | null }
