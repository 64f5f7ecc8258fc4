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
  led_by: view.led_by ?? '',
  leader: row.leader ?? '',
  project: view.project ?? '',
  association: view.association ?? '',
  result: view.result ?? '',
  people: people.map(({ person, name, part, half_hours }) => ({
    person,
    name,
    part,
    hours: half_hours === null ? '' : String(half_hours / 2),
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

/** A number that is none goes as it was typed would not be read; it is left out and the field says so beforehand. */
const count = (typed: string) => (/^\d+$/.test(typed.trim()) ? Number(typed.trim()) : undefined);

export function asHeld(typed: ActivityTexts): HoldActivity {
  const { kind, name, date } = typed;
  const said = WORDS.filter((key) => typed[key].trim() !== '').map((key) => [key, typed[key].trim()]);
  const served = count(typed.served);
  return {
    kind,
    name,
    date,
    ...Object.fromEntries(said),
    ...(served !== undefined && { served }),
    people: asPeople(typed.people),
  };
}

export function asChanged(activity: string, before: ActivityTexts, typed: ActivityTexts): EditActivity {
  const changed = WORDS.filter((key) => before[key] !== typed[key]).map((key) => [key, typed[key].trim()]);
  const served = count(typed.served);
  return {
    activity,
    ...Object.fromEntries(changed),
    ...(before.served !== typed.served && served !== undefined && { served }),
    ...(JSON.stringify(before.people) !== JSON.stringify(typed.people) && { people: asPeople(typed.people) }),
  };
}
