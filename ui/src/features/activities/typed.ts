// What the form of an activity holds, and the event that it becomes.
import type { ActivityView, EditActivity, HoldActivity, TakesPart } from '../../host';

export interface Taker {
  person: string;
  name: string;
  part: string;
  hours: string;
}

export interface ActivityTexts {
  kind: string;
  name: string;
  service: string;
  topic: string;
  date: string;
  start: string;
  end: string;
  place: string;
  body: string;
  beneficiaries: string;
  served: string;
  grid: string;
  led_by: string;
  leader: string;
  project: string;
  association: string;
  result: string;
  people: Taker[];
}

export const blankActivity = (date: string): ActivityTexts => ({
  kind: '',
  name: '',
  service: '',
  topic: '',
  date,
  start: '',
  end: '',
  place: '',
  body: '',
  beneficiaries: '',
  served: '',
  grid: '',
  led_by: '',
  leader: '',
  project: '',
  association: '',
  result: '',
  people: [],
});

export const asTexts = ({ row, people, ...view }: ActivityView): ActivityTexts => ({
  kind: row.kind,
  name: row.name,
  service: row.service ?? '',
  topic: row.topic ?? '',
  date: row.date,
  start: row.start ?? '',
  end: row.end ?? '',
  place: row.place ?? '',
  body: view.body ?? '',
  beneficiaries: view.beneficiaries ?? '',
  served: row.served === null ? '' : String(row.served),
  grid: view.grid ?? '',
  led_by: view.led_by ?? '',
  leader: row.leader ?? '',
  project: view.project ?? '',
  association: view.association ?? '',
  result: view.result ?? '',
  people: people.map(({ person, name, part, half_hours, whole }) => ({
    person,
    name,
    part,
    // As long as the activity: it follows when the times change.
    hours: half_hours === null || whole ? '' : String(half_hours / 2),
  })),
});

const WORDS = [
  'kind',
  'name',
  'service',
  'topic',
  'date',
  'start',
  'end',
  'place',
  'body',
  'beneficiaries',
  'served',
  'grid',
  'led_by',
  'project',
  'association',
  'result',
] as const;

const asPeople = (people: Taker[]): TakesPart[] =>
  people.map(({ person, part, hours }) => ({
    person,
    part,
    ...(hours.trim() !== '' && { hours: hours.trim() }),
  }));

export function asHeld(typed: ActivityTexts): HoldActivity {
  const { kind, name, date } = typed;
  const said = WORDS.filter((key) => typed[key].trim() !== '').map((key) => [key, typed[key].trim()]);
  return {
    kind,
    name,
    date,
    ...Object.fromEntries(said),
    people: asPeople(typed.people),
  };
}

export function asChanged(activity: string, before: ActivityTexts, typed: ActivityTexts): EditActivity {
  const changed = WORDS.filter((key) => before[key] !== typed[key]).map((key) => [key, typed[key].trim()]);
  return {
    activity,
    ...Object.fromEntries(changed),
    ...(JSON.stringify(before.people) !== JSON.stringify(typed.people) && { people: asPeople(typed.people) }),
  };
}
