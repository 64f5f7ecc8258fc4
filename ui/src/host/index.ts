// What the program can do, one typed function a command. Everything rejects with a HostFailure.
// Deliberately not here: how it crosses (wire.ts), and any state.
import { asFailure } from './failure';
import type * as T from './types';
import { onFilesDropped, type ProgressStep, restart, send } from './wire';

export { codes } from './codes';
export { asFailure, HostFailure } from './failure';
export type * from './types';
export { onFilesDropped, type ProgressStep, restart };

type OnProgress = (step: ProgressStep) => void;

async function call<Answer>(command: string, req?: unknown, onProgress?: OnProgress): Promise<Answer> {
  try {
    return (await send(command, req, onProgress)) as Answer;
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

// Books on this laptop, before unlock
export const listBooks = () => call<T.BookOnDisk[]>('list_books');
export const createBook = (req: T.CreateBook) => call<T.Created>('create_book', req);
export const openBook = (req: { dir: string; password: string }) => call<null>('open_book', req);
export const openWithRecovery = (req: { dir: string; recovery_code: string; new_password: string }) =>
  call<T.Created>('open_with_recovery', req);
export const openSample = () => call<null>('open_sample');
export const removeSample = (req: { dir: string }) => call<null>('remove_sample', req);
export const closeBook = () => call<null>('close_book');

// Backups, with or without an open book
/** What a book can be brought back from, newest first. */
export const listBackups = (req: { dir: string }) => call<T.BackupRow[]>('list_backups', req);
export const previewRestore = (req: T.RestoreRequest) => call<T.RestorePreview>('restore_preview', req);
export const chooseBackup = () => call<string | null>('choose_backup');
/** The open book is closed by it, whatever comes of it. */
export const restoreBackup = (req: T.RestoreRequest) => call<T.RestoreDone>('restore_backup', req);

// The open book
/** `failure`: why the last backup of this sitting was not made. */
export const backupState = () => call<T.BackupState & { failure: T.Failure | null }>('backup_state');
export const backupNow = () => call<T.BackupDone>('backup_now');
/** Onto a stick; a new one is made first if anything changed. */
export const copyBackup = (req: { folder: string }) => call<T.Saved>('copy_backup', req);
export const session = () => call<T.Session>('session');

export const workbench = () => call<T.Workbench>('workbench');

// People
export const filters = () => call<T.Filters>('filters');
export const listHouseholds = (req: T.HouseholdQuery) => call<T.Page<T.HouseholdRow>>('list_households', req);
export const listPersons = (req: T.PersonQuery) => call<T.Page<T.PersonRow>>('list_persons', req);
export const householdCard = (req: { id: string }) => call<T.HouseholdCard>('household_card', req);
export const search = (req: { text: string; limit: number }) => call<T.Hit[]>('search', req);
/** One operation; rejects when the event cannot be, with the field that it is about. */
export const recordEvent = (req: T.BookEvent) => call<T.Recorded>('record_event', req);
export const proposeRelations = (req: T.AskHead) => call<T.Related[]>('propose_relations', req);
/** What a change of many would do, row by row. */
export const previewBulk = (req: T.BulkRequest) => call<T.BulkPreview>('preview_bulk', req);
export const changeBulk = (req: T.BulkRequest) => call<T.OpLabel | null>('change_bulk', req);
/** How a typed date is understood: `1960.1` is `1960-01`. */
export const readDate = (req: { text: string }) => call<string | null>('read_date', req);

// Visits
export const dueHouseholds = (req: T.DueQuery) => call<T.DueList>('due_households', req);
export const coverage = (req: T.CoverageQuery) => call<T.Coverage>('coverage', req);
export const listVisits = (req: { household: string; offset: number; limit: number }) =>
  call<T.Page<T.VisitRow>>('list_visits', req);
export const visitsInMonth = (req: { month: string; offset: number; limit: number }) =>
  call<T.Page<T.VisitRow>>('visits_in_month', req);
/** Who keeps in touch with a household, and who did. */
export const listContacts = (req: { id: string }) => call<T.ContactRow[]>('list_contacts', req);
/** The households of a sheet of paper, in the order of its rows. */
export const roundBySheet = (req: { sheet: string }) => call<T.Round>('round_by_sheet', req);
export const visitsByMonth = (req: { months: number }) => call<T.VisitMonth[]>('visits_by_month', req);
export const openNeeds = () => call<T.NeedRow[]>('open_needs');

// Duties
/** One row a duty, period and scope. */
export const duties = (req: T.DutyQuery) => call<T.DutyRow[]>('duties', req);
/** Whom a row is asked of, and the records that counted. */
export const dutyBehind = (req: { link: string }) => call<T.DutyBehind>('duty_behind', req);
export const dutyRules = () => call<T.DutyRule[]>('duty_rules');
/** Holds from its month on; the months before stay as they were. */
export const saveDuty = (req: T.SaveDuty) => call<T.OpLabel | null>('save_duty', req);
// Organisation and standard
export const organisation = () => call<T.OrganisationView>('organisation');
export const standards = () => call<T.Standards>('standards');
/** Rejects when the pack cannot be read, with its line. */
export const chooseStandard = (req: { id: string }) => call<T.OpLabel | null>('choose_standard', req);

// Activities, volunteers, registers beside people, photographs
export const registerChoices = () => call<T.RegisterChoices>('register_choices');
export const listActivities = (req: T.ActivityQuery) => call<T.Page<T.ActivityRow>>('list_activities', req);
export const activity = (req: { id: string }) => call<T.ActivityView>('activity', req);
export const listVolunteers = (req: T.VolunteerQuery) => call<T.Page<T.VolunteerRow>>('list_volunteers', req);
export const listPlaces = (req: T.RegisterQuery) => call<T.Page<T.PlaceEntry>>('list_places', req);
export const listThings = (req: T.RegisterQuery) => call<T.Page<T.ThingRow>>('list_things', req);
export const listOrganisations = (req: T.RegisterQuery) => call<T.Page<T.OrganisationRow>>('list_organisations', req);
export const listAssociations = (req: T.RegisterQuery) => call<T.Page<T.AssociationRow>>('list_associations', req);
export const listProjects = (req: T.RegisterQuery) => call<T.Page<T.ProjectRow>>('list_projects', req);
export const choosePhotos = () => call<string[]>('choose_photos');
export const listPhotos = (req: T.PhotoQuery) => call<T.PhotoRow[]>('list_photos', req);
/** One photograph, a data URL of at most 1600 pixels a side. */
export const photo = (req: { id: string }) => call<string>('photo', req);
/** All registers as one workbook of twelve lists. */
export const saveRegisters = (req: T.SaveRegisters) => call<T.Saved>('save_registers', req);

// 民情事项
export const matterChoices = () => call<T.MatterChoices>('matter_choices');
export const listMatters = (req: T.MatterQuery) => call<T.Page<T.MatterRow>>('list_matters', req);
/** The same by where they stand, a column a state. */
export const matterBoard = (req: T.MatterQuery) => call<T.MatterColumn[]>('matter_board', req);
/** `full` shows what is masked, and is written into the audit log. */
export const matter = (req: T.MatterAsk) => call<T.MatterView>('matter', req);
export const matterTrends = (req: T.MatterQuery) => call<T.MatterTrends>('matter_trends', req);
/** Of a month; null = the running one. */
export const zeroReport = (req: { month: string | null }) => call<T.ZeroReport>('zero_report', req);
// Posts, claims, commitments
export const commitmentChoices = () => call<T.CommitmentChoices>('commitment_choices');
export const listPosts = (req: T.RegisterQuery) => call<T.Page<T.PostRow>>('list_posts', req);
/** Members of a year with post and commitment; who has none stands among them. */
export const listCommitments = (req: T.CommitmentQuery) => call<T.CommitmentList>('list_commitments', req);
export const commitment = (req: { id: string }) => call<T.CommitmentView>('commitment', req);

// Tasks, plans, responsibility letters, assessment
export const taskChoices = () => call<T.TaskChoices>('task_choices');
export const listTasks = (req: T.TaskQuery) => call<T.Page<T.TaskRow>>('list_tasks', req);
export const task = (req: { id: string }) => call<T.TaskView>('task', req);
export const listPlans = (req: T.PlanQuery) => call<T.PlanList>('list_plans', req);
export const plan = (req: { id: string }) => call<T.PlanView>('plan', req);
/** What a plan would hold if nobody typed it. */
export const planDraft = (req: T.PlanAsk) => call<T.PlanDraft>('plan_draft', req);
/** Every party group with its letter of the year, or without. */
export const listLetters = (req: { year?: number }) => call<T.LetterList>('list_letters', req);
export const letter = (req: { id: string }) => call<T.LetterView>('letter', req);
export const scoreChoices = () => call<T.ScoreChoices>('score_choices');
export const scoreRules = (req: { year?: number }) => call<T.RuleList>('score_rules', req);
/** A quarter's points of members and service projects, in the order of grids and roles. */
export const scoreSheet = (req: T.ScoreQuery) => call<T.ScoreSheet>('score_sheet', req);
export const scoreBehind = (req: T.ScoreAsk) => call<T.ScoreBehind>('score_behind', req);
/** What the change to a year asks for; around the turn of the year that of now. */
export const yearChange = (req: { year?: number }) => call<T.YearChange>('year_change', req);
/** Writes the archive folder of a year: a PDF a form and month, and 卷内目录. */
export const archiveYear = (req: T.ArchiveRequest, onProgress: OnProgress) =>
  call<T.Saved>('archive_year', req, onProgress);
// 组织生活: meetings, what was decided, talks
export const meetingChoices = () => call<T.MeetingChoices>('meeting_choices');
/** What a meeting of a kind begins with on a day: who is called, the usual place, what is to be reported. */
export const prepareMeeting = (req: T.PrepareMeeting) => call<T.Prepared>('prepare_meeting', req);
export const listMeetings = (req: T.MeetingQuery) => call<T.Page<T.MeetingRow>>('list_meetings', req);
export const meeting = (req: { id: string }) => call<T.MeetingView>('meeting', req);
export const listResolutions = (req: T.ResolutionQuery) => call<T.Page<T.ResolutionRow>>('list_resolutions', req);
export const listTalks = (req: T.TalkQuery) => call<T.Page<T.TalkRow>>('list_talks', req);
export const talk = (req: { id: string }) => call<T.TalkView>('talk', req);
/** Who talked with whom in a year: each leader with each member, then all others. */
export const talkMatrix = (req: T.AskMatrix) => call<T.TalkMatrix>('talk_matrix', req);

/** What is masked until asked: of a person, of a household, of a tag. */
export type Masked =
  | { kind: 'person'; id: string; field: 'id_number' | 'phone' | 'birth' }
  | { kind: 'household'; id: string; field: 'phone' }
  | { kind: 'tag'; id: string; field: 'tag_detail' };
/** One masked value in full. Every call is written into the audit log. */
export const reveal = (req: Masked) => call<string>('reveal', req);

// Closing a month
export const closing = (req: { month: string }) => call<T.ClosingView>('closing', req);
/** What is sealed cannot be undone; amending seals a new version beside it. */
export const closeMonth = (req: T.CloseMonth) => call<T.Closed>('close_month', req);
export const amendMonth = (req: T.CloseMonth) => call<T.Closed>('amend_month', req);

// Import
export const importFields = () => call<T.FieldChoice[]>('import_fields');
export const findWorkbooks = () => call<T.WorkbookOnDisk[]>('find_workbooks');
export const chooseFiles = () => call<string[]>('choose_files');
export const previewImport = (req: T.ImportRequest, onProgress: OnProgress) =>
  call<T.ImportReport>('preview_import', req, onProgress);
/** `op` is null when the book had it all. */
export const commitImport = (req: T.ImportRequest, onProgress: OnProgress) =>
  call<{ op: number | null; report: T.ImportReport }>('commit_import', req, onProgress);
/** The running preview or import then rejects with code `cancelled`. */
export const cancelWork = () => call<null>('cancel_work');

// Doubts
export const listDoubts = (req: { open: boolean; offset: number; limit: number }) =>
  call<T.Page<T.DoubtView>>('list_doubts', req);
/** `choice` is `mine`, `theirs`, another value, or a candidate's id. */
export const decide = (req: { id: string; choice: string; reason: string | null }) => call<T.OpLabel>('decide', req);

// Forms
export const forms = () => call<T.FormInfo[]>('forms');
export const months = () => call<T.MonthRow[]>('months');
export const formView = (req: T.FormRequest) => call<T.FormView>('form_view', req);
/** One page as printed, a data URL; `page` counts from 0. */
export const pageImage = (req: { req: T.FormRequest; page: number; scale: number }) => call<string>('page_image', req);
export const recordsBehind = (req: { link: string }) => call<T.Behind>('records_behind', req);
export const places = () => call<T.Place[]>('places');
export const chooseFolder = () => call<string | null>('choose_folder');
export const saveForm = (req: { form: T.FormRequest; kind: 'pdf' | 'xlsx'; folder: string }) =>
  call<T.Saved>('save_form', req);
export const printers = () => call<T.Printer[]>('printers');
export const printForm = (req: { form: T.FormRequest; printer: string; copies: number }) =>
  call<{ message: string }>('print_form', req);
export const saveRecoverySheet = (req: { recovery_code: string; folder: string }) =>
  call<T.Saved>('save_recovery_sheet', req);
export const printRecoverySheet = (req: { recovery_code: string; printer: string }) =>
  call<{ message: string }>('print_recovery_sheet', req);

// History
export const history = (req: { offset: number; limit: number; record: string | null }) =>
  call<T.Page<T.HistoryRow>>('history', req);
/** `op` null = the last one. Code `undo.later`: `hint` is a JSON list of what has to be undone first. */
export const undo = (req: { op: number | null }) => call<T.OpLabel>('undo', req);
export const redo = () => call<T.OpLabel>('redo');

// Settings
export const settings = () => call<T.Settings>('settings');
export const saveSettings = (req: T.Settings) => call<T.OpLabel | null>('save_settings', req);
export const grids = () => call<T.GridView[]>('grids');
export const saveGrid = (req: T.SaveGrid) => call<T.OpLabel | null>('save_grid', req);
export const changePassword = (req: { old: string; new: string }) => call<null>('change_password', req);
export const newRecoveryCode = (req: { password: string }) => call<T.Created>('new_recovery_code', req);
export const check = () => call<T.Finding[]>('check');
/** Repairs what was chosen of the findings, as one operation. */
export const repair = (req: { chosen: T.Chosen[] }) => call<T.Repaired>('repair', req);
export const audit = (req: { offset: number; limit: number }) =>
  call<T.Page<T.AuditRow> & { intact: boolean }>('audit', req);
export const operators = () => call<T.OperatorView[]>('operators');
export const addOperator = (req: T.AddOperator) => call<T.OpLabel>('add_operator', req);
export const endOperator = (req: T.EndOperator) => call<T.OpLabel>('end_operator', req);
export const previewHandOver = (req: T.HandOver) => call<T.HandOverPreview>('preview_hand_over', req);
export const handOver = (req: T.HandOver) => call<T.OpLabel>('hand_over', req);
export const previewErase = (req: T.ErasePerson) => call<T.ErasedPerson>('preview_erase', req);
/** Cannot be undone. */
export const erasePerson = (req: T.ErasePerson) => call<T.ErasedPerson>('erase_person', req);
/** Percent of the window's normal type size: 100, 125 or 150. */
export const textSize = () => call<number>('text_size');
export const setTextSize = (req: { percent: number }) => call<null>('set_text_size', req);

// Drafts: what is typed and not yet saved, kept inside the open book
export const saveDraft = (req: { key: string; value: string }) => call<null>('save_draft', req);
export const draft = (req: { key: string }) => call<string | null>('draft', req);
export const dropDraft = (req: { key: string }) => call<null>('drop_draft', req);
