// What a form of an event holds, and the event that it becomes.
// Deliberately not here: any rule. The program reads the texts as it reads a roster's, and says what cannot be.
import type { BookEvent, HouseholdCard, Newcomer, Related } from '../../host';
import { events as text } from '../../text';
import type { Kind } from './kinds';

/** A record that was picked, with its name to show. */
export interface Picked {
  id: string;
  name: string;
}

export type PersonTexts = Record<
  'name' | 'relation' | 'id_number' | 'id_reason' | 'sex' | 'birth' | 'phone' | 'residence' | 'work',
  string
>;

export interface Typed {
  date: string;
  maybeDate: string;
  member: string | null;
  former: string | null;
  goers: string[];
  /** By person: what they will be to the head. */
  relations: Record<string, string>;
  newcomer: PersonTexts;
  household: Picked | null;
  other: Picked | null;
  grid: string | null;
  head: string | null;
  /** By person: what those who stay will be to the new head. */
  headRelations: Record<string, string>;
  keepOpen: boolean;
  mistaken: boolean;
  corrected: boolean;
  floating: boolean;
  tag: string | null;
  /** `null`: the whole household. */
  tagOf: string | null;
  runningTag: string | null;
  memberKind: string | null;
  /** All else, by field. */
  texts: Record<string, string>;
}

export const blankPerson = (): PersonTexts => ({
  name: '',
  relation: '',
  id_number: '',
  id_reason: '',
  sex: '',
  birth: '',
  phone: '',
  residence: '',
  work: '',
});

export const blank = (today: string, person: string | null): Typed => ({
  date: today,
  maybeDate: '',
  member: person,
  former: person,
  goers: person === null ? [] : [person],
  relations: {},
  newcomer: blankPerson(),
  household: null,
  other: null,
  grid: null,
  head: null,
  headRelations: {},
  keepOpen: false,
  mistaken: false,
  corrected: false,
  floating: false,
  tag: null,
  tagOf: person,
  runningTag: null,
  memberKind: null,
  texts: {},
});

/** Only what was typed. */
const filled = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== '' && value !== null && value !== undefined),
  ) as Partial<Fields>;

export const asNewcomer = (person: PersonTexts): Newcomer => ({ ...filled(person), name: person.name });

/** Who leaves by this event, so that the others may need another head. */
export function leaving(kind: Kind, typed: Typed): string[] {
  if (kind === 'death' || kind === 'mistake') return typed.member === null ? [] : [typed.member];
  if (kind === 'move_out' || kind === 'move_inside' || kind === 'split') return typed.goers;
  return [];
}

/** Whether the form asks for another head: its head leaves and somebody stays, or that is all it is about. */
export function asksForHead(kind: Kind, typed: Typed, card: HouseholdCard): boolean {
  if (kind === 'change_head') return true;
  const gone = leaving(kind, typed);
  const isHead = ({ person }: HouseholdCard['members'][number]) => person.relation === text.head;
  return (
    card.members.some((one) => isHead(one) && gone.includes(one.person.id)) && card.members.length - gone.length > 0
  );
}

/** The event, of the household on `card`. Ids that were not chosen stay empty: the program then says what is missing. */
export function make(kind: Kind, typed: Typed, card: HouseholdCard): BookEvent {
  const household = card.id;
  const { date } = typed;
  const person = typed.member ?? '';
  const words = (name: string) => typed.texts[name]?.trim() ?? '';
  const related = (ids: string[]): Related[] =>
    ids.map((id) => ({ person: id, ...filled({ relation: typed.relations[id] }) }));
  const head =
    typed.head !== null && asksForHead(kind, typed, card)
      ? {
          head: {
            person: typed.head,
            relations: Object.entries(typed.headRelations)
              .filter(([id]) => id !== typed.head && !leaving(kind, typed).includes(id))
              .map(([id, relation]) => ({ person: id, relation })),
          },
        }
      : {};
  /** Left out stays, the word for nothing takes away. */
  const edited = (...names: string[]) =>
    Object.fromEntries(
      names.filter((name) => words(name) !== '').map((name) => [name, words(name) === text.nothing ? '' : words(name)]),
    );
  const maybeDate = filled({ date: typed.maybeDate });
  const keep_open = typed.keepOpen;
  switch (kind) {
    case 'birth':
    case 'move_in':
    case 'found_late':
      return { kind, value: { household, date, person: asNewcomer(typed.newcomer) } };
    case 'back_again':
      return {
        kind,
        value: {
          person: typed.former ?? '',
          household,
          date,
          ...filled({ relation: words('relation') }),
          mistaken: typed.mistaken,
        },
      };
    case 'death':
    case 'mistake':
      return { kind, value: { person, date, ...head, keep_open } };
    case 'move_out':
      return { kind, value: { persons: typed.goers, date, ...head, keep_open } };
    case 'move_inside':
      return {
        kind,
        value: { persons: related(typed.goers), household: typed.household?.id ?? '', date, ...head, keep_open },
      };
    case 'split':
      return {
        kind,
        value: {
          household,
          date,
          persons: related(typed.goers),
          ...filled({ code: words('code'), address: words('address') }),
          ...head,
        },
      };
    case 'merge_households':
      return {
        kind,
        value: {
          household,
          into: typed.household?.id ?? '',
          date,
          persons: related(card.members.map((one) => one.person.id)),
        },
      };
    case 'change_head':
      return { kind, value: { household, date, head: head.head ?? { person: '', relations: [] } } };
    case 'close_household':
      return { kind, value: { household, date } };
    case 'move_household':
      return { kind, value: { household, grid: typed.grid ?? '', date } };
    case 'rename':
      return { kind, value: { person, name: words('newName'), corrected: typed.corrected } };
    case 'renumber':
      return { kind, value: { person, id_number: words('id_number'), ...filled({ id_reason: words('id_reason') }) } };
    case 'edit_person':
      return {
        kind,
        value: {
          person,
          ...edited('relation', 'phone', 'sex', 'birth', 'ethnic', 'education', 'skills', 'residence'),
        },
      };
    case 'edit_household':
      return { kind, value: { household, ...edited('code', 'hamlet', 'address', 'phone') } };
    case 'add_tag':
      return {
        kind,
        value: {
          ...(typed.tagOf === null ? { household } : { person: typed.tagOf }),
          tag: typed.tag ?? '',
          ...maybeDate,
          ...filled({
            subtype: words('subtype'),
            grade: words('grade'),
            certificate: words('certificate'),
            source: words('source'),
          }),
        },
      };
    case 'end_tag':
      return { kind, value: { tag: typed.runningTag ?? '', date } };
    case 'change_work':
      return { kind, value: { person, work: words('work'), ...filled({ place: words('place') }), ...maybeDate } };
    case 'party':
      return {
        kind,
        value: {
          person,
          member: typed.memberKind ?? '',
          ...maybeDate,
          ...filled({ joined_on: words('joined_on'), full_on: words('full_on'), branch: words('branch') }),
          floating: typed.floating,
        },
      };
    case 'merge_persons':
      return { kind, value: { person, other: typed.other?.id ?? '', date, keep_open } };
    case 'split_persons':
      return {
        kind,
        value: { person: typed.former ?? '', date, household, ...filled({ relation: words('relation') }) },
      };
  }
}
