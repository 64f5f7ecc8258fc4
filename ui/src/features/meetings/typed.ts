// What the form of a meeting holds, and the event that it becomes.
import type {
  AttendanceRow,
  Attends,
  Casts,
  EditMeeting,
  HoldMeeting,
  MeetingView,
  Prepared,
  Reports,
  ResolutionRow,
  Resolves,
  Says,
} from '../../host';
import { attendance } from '../../text';

export type State = AttendanceRow['state'];

export interface Attendee {
  person: string;
  name: string;
  role: string;
  state: State;
  reason: string;
}

/** What somebody said; an empty text is nothing said. */
export interface Speech {
  person: string;
  speaker: string;
  text: string;
}

export interface VoteTexts {
  subject: string;
  yes: string;
  no: string;
  abstained: string;
}

export interface ResolutionTexts {
  resolution: string;
  text: string;
  owner: string;
  owner_name: string;
  due: string;
}

/** A resolution of an earlier meeting, and how it stands. */
export interface ReportTexts {
  resolution: string;
  text: string;
  who: string;
  progress: string;
  done: boolean;
}

const WORDS = [
  'kind',
  'name',
  'date',
  'start',
  'end',
  'place',
  'grid',
  'chair',
  'recorder',
  'topic',
  'guests',
  'remark',
] as const;

export type MeetingTexts = Record<(typeof WORDS)[number], string> & {
  /** A line an item. */
  agenda: string;
  people: Attendee[];
  speeches: Speech[];
  votes: VoteTexts[];
  resolutions: ResolutionTexts[];
  reports: ReportTexts[];
};

export const blankVote = (): VoteTexts => ({ subject: '', yes: '', no: '', abstained: '' });
export const blankResolution = (): ResolutionTexts => ({
  resolution: '',
  text: '',
  owner: '',
  owner_name: '',
  due: '',
});

export const blankMeeting = (kind: string, date: string): MeetingTexts => ({
  kind,
  name: '',
  date,
  start: '',
  end: '',
  place: '',
  grid: '',
  chair: '',
  recorder: '',
  topic: '',
  guests: '',
  remark: '',
  agenda: '',
  people: [],
  speeches: [],
  votes: [],
  resolutions: [],
  reports: [],
});

const asReport = ({ id, text, who }: ResolutionRow): ReportTexts => ({
  resolution: id,
  text,
  who,
  progress: '',
  done: false,
});

export const asTexts = ({ row, ...view }: MeetingView): MeetingTexts => ({
  kind: row.kind,
  name: row.name,
  date: row.date,
  start: row.start ?? '',
  end: row.end ?? '',
  place: row.place ?? '',
  grid: view.grid ?? '',
  chair: view.chair ?? '',
  recorder: view.recorder ?? '',
  topic: view.topic ?? '',
  guests: view.guests ?? '',
  remark: view.remark ?? '',
  agenda: view.agenda.join('\n'),
  people: view.people.map(({ person, name, state, reason }) => ({
    person,
    name,
    role: '',
    state,
    reason: reason ?? '',
  })),
  speeches: view.speeches.map(({ person, name, text }) => ({
    person: person ?? '',
    speaker: person === null ? name : '',
    text,
  })),
  votes: view.votes.map(({ subject, yes, no, abstained }) => ({
    subject,
    yes: String(yes),
    no: String(no),
    abstained: String(abstained),
  })),
  resolutions: view.resolutions.map((one) => ({
    resolution: one.id,
    text: one.text,
    owner: one.owner ?? '',
    owner_name: one.owner_name ?? '',
    due: one.due ?? '',
  })),
  reports: view.told.map((one) => ({
    ...asReport(one),
    progress: one.progress ?? '',
    done: one.done_on === row.date,
  })),
});

/**
 * Puts what a meeting begins with into the form. Who stands in it already keeps their state; a field that was changed
 * since the last time keeps what was typed.
 */
export function preset(typed: MeetingTexts, last: Prepared | null, now: Prepared): void {
  const known = new Map(typed.people.map((one) => [one.person, one]));
  const before = new Set(last?.people.map(({ person }) => person));
  const called = now.people.map(({ person, name, role, state, reason }): Attendee => {
    const there = known.get(person);
    return there ? { ...there, role } : { person, name, role, state, reason: reason ?? '' };
  });
  const asked = new Set(called.map(({ person }) => person));
  // Who was added by hand stays; who was called for another day or group does not.
  const added = typed.people.filter(({ person }) => !asked.has(person) && !before.has(person));
  typed.people = [...called, ...added];
  for (const key of ['start', 'end', 'place', 'chair', 'recorder'] as const) {
    if (typed[key] === (last?.[key] ?? '')) typed[key] = now[key] ?? '';
  }
  const told = new Map(typed.reports.map((one) => [one.resolution, one]));
  typed.reports = now.open.map((one) => told.get(one.id) ?? asReport(one));
}

export const isThere = ({ state }: Attendee) => state === attendance.present || state === attendance.guest;
export const isMissing = (one: Attendee | undefined) =>
  one?.state === attendance.absent || one?.state === attendance.excused;
export const present = (people: Attendee[]) => people.filter(({ state }) => state === attendance.present).length;
export const expected = (people: Attendee[]) =>
  people.filter(({ state }) => state === attendance.present || state === attendance.absent).length;

/** A count as typed, when it is one. */
const heads = (typed: string) => (/^\d+$/.test(typed.trim()) ? Number(typed.trim()) : 0);

/** Those who voted for it when nothing is written: everybody there who did not vote otherwise. */
export const forIt = (vote: VoteTexts, people: Attendee[]) =>
  String(Math.max(0, present(people) - heads(vote.no) - heads(vote.abstained)));

const some = (value: string) => value.trim() !== '';
const said = <Key extends string>(texts: Record<Key, string>, keys: readonly Key[]) =>
  Object.fromEntries(keys.filter((key) => some(texts[key])).map((key) => [key, texts[key].trim()]));

const asAgenda = (agenda: string) => agenda.split('\n').filter(some);

const asPeople = (people: Attendee[]): Attends[] =>
  people.map(({ person, state, reason }) => ({
    person,
    state,
    ...(some(reason) && state !== attendance.present && { reason: reason.trim() }),
  }));

const asSpeeches = (speeches: Speech[]): Says[] =>
  speeches
    .filter(({ text }) => some(text))
    .map((one) => ({ text: one.text.trim(), ...said(one, ['person', 'speaker']) }));

const asVotes = ({ votes, people }: MeetingTexts): Casts[] =>
  votes
    .filter((one) => some(one.subject) || some(one.yes) || some(one.no) || some(one.abstained))
    .map((one) => ({
      subject: one.subject.trim(),
      yes: some(one.yes) ? one.yes.trim() : forIt(one, people),
      ...said(one, ['no', 'abstained']),
    }));

const asResolutions = (resolutions: ResolutionTexts[]): Resolves[] =>
  resolutions
    .filter((one) => some(one.text) || some(one.resolution) || some(one.owner_name) || some(one.due))
    .map((one) => ({ text: one.text.trim(), ...said(one, ['resolution', 'owner', 'owner_name', 'due']) }));

const asReports = (reports: ReportTexts[], before: ReportTexts[] = []): Reports[] => {
  const known = new Map(before.map((one) => [one.resolution, JSON.stringify(one)]));
  return reports
    .filter((one) =>
      known.has(one.resolution) ? known.get(one.resolution) !== JSON.stringify(one) : some(one.progress) || one.done,
    )
    .map(({ resolution, progress, done }) => ({
      resolution,
      done,
      ...(some(progress) && { progress: progress.trim() }),
    }));
};

export function asHeld(typed: MeetingTexts): HoldMeeting {
  return {
    ...said(typed, WORDS),
    kind: typed.kind,
    date: typed.date.trim(),
    agenda: asAgenda(typed.agenda),
    people: asPeople(typed.people),
    speeches: asSpeeches(typed.speeches),
    votes: asVotes(typed),
    resolutions: asResolutions(typed.resolutions),
    reports: asReports(typed.reports),
  };
}

/** What was changed; a part of the minutes that was touched is said whole. */
export function asChanged(meeting: string, before: MeetingTexts, typed: MeetingTexts): EditMeeting {
  const words = WORDS.filter((key) => before[key] !== typed[key]).map((key) => [key, typed[key].trim()]);
  const parts = {
    agenda: [asAgenda(before.agenda), asAgenda(typed.agenda)],
    people: [asPeople(before.people), asPeople(typed.people)],
    speeches: [asSpeeches(before.speeches), asSpeeches(typed.speeches)],
    votes: [asVotes(before), asVotes(typed)],
    resolutions: [asResolutions(before.resolutions), asResolutions(typed.resolutions)],
  };
  const changed = Object.entries(parts)
    .filter(([, [was, is]]) => JSON.stringify(was) !== JSON.stringify(is))
    .map(([key, [, is]]) => [key, is]);
  return {
    meeting,
    ...Object.fromEntries(words),
    ...Object.fromEntries(changed),
    reports: asReports(typed.reports, before.reports),
  };
}
