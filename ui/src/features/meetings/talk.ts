// What the form of a talk holds, and the event that it becomes.
import type { EditTalk, HaveTalk, TalkView } from '../../host';

const WORDS = ['kind', 'date', 'talker', 'person', 'place', 'body', 'problems', 'suggestions', 'action'] as const;

export type TalkTexts = Record<(typeof WORDS)[number], string> & { talkerName: string; personName: string };

export const blankTalk = (date: string): TalkTexts => ({
  kind: '',
  date,
  talker: '',
  talkerName: '',
  person: '',
  personName: '',
  place: '',
  body: '',
  problems: '',
  suggestions: '',
  action: '',
});

export const asTexts = ({ row, ...view }: TalkView): TalkTexts => ({
  kind: row.kind,
  date: row.date,
  talker: row.talker,
  talkerName: row.talker_name,
  person: row.person,
  personName: row.person_name,
  place: row.place ?? '',
  body: row.body ?? '',
  problems: view.problems ?? '',
  suggestions: view.suggestions ?? '',
  action: view.action ?? '',
});

export function asHad(typed: TalkTexts): HaveTalk {
  const said = WORDS.filter((key) => typed[key].trim() !== '').map((key) => [key, typed[key].trim()]);
  return { date: typed.date, talker: typed.talker, person: typed.person, ...Object.fromEntries(said) };
}

export function asChanged(talk: string, before: TalkTexts, typed: TalkTexts): EditTalk {
  const changed = WORDS.filter((key) => before[key] !== typed[key]).map((key) => [key, typed[key].trim()]);
  return { talk, ...Object.fromEntries(changed) };
}
