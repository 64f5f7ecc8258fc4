// The registers beside people, each in one place: how it is listed, which fields it has, which events it becomes.
// Deliberately not here: how a list or a form looks (RegisterPane, RegisterForm).
import * as host from '../../host';
import { activities as text } from '../../text';

export type RegisterName = 'places' | 'things' | 'organisations' | 'associations' | 'projects';

/** How a field is filled in. `choice` is one of the pack's words. */
export interface Field {
  key: string;
  label: string;
  as: 'text' | 'date' | 'choice' | 'person' | 'place' | 'grid';
  words?: (choices: host.RegisterChoices) => string[];
  hint?: string;
  /** Not asked for when a row is put right. */
  once?: boolean;
}

export interface Entry {
  id: string;
  name: string;
  /** First day without it. */
  to: string | null;
  cells: string[];
  /** What the fields hold, by key; people by row id, with their name beside it. */
  typed: Record<string, string>;
  names: Record<string, string>;
}

export interface Register {
  columns: { label: string; width: string }[];
  fields: Field[];
  list: (query: host.RegisterQuery) => Promise<host.Page<Entry>>;
  add: host.BookEvent['kind'];
  edit: host.BookEvent['kind'];
  end: host.BookEvent['kind'];
  /** The key under which an event names the row. */
  own: string;
  /** Rows can have photographs. */
  photos?: 'place' | 'project';
}

const { columns } = text.registers;
const words = (value: string | null) => value ?? '';
const number = (count: number) => (count === 0 ? '' : String(count));
const column = (label: string, width = 'minmax(0, 1fr)') => ({ label, width });
const field = (key: string, label: string, as: Field['as'] = 'text', more: Partial<Field> = {}): Field => ({
  key,
  label,
  as,
  ...more,
});
const since = (label: string = columns.from) => field('date', label, 'date', { once: true, hint: columns.fromHint });
const note = field('note', columns.note);

const page =
  <Row>(list: (query: host.RegisterQuery) => Promise<host.Page<Row>>, entry: (row: Row) => Entry) =>
  async (query: host.RegisterQuery) => {
    const { total, rows } = await list(query);
    return { total, rows: rows.map(entry) };
  };

export const registers: Record<RegisterName, Register> = {
  places: {
    columns: [column(columns.kind, '110px'), column(columns.name), column(columns.hamlet), column(columns.note)],
    fields: [
      field('kind', columns.kind, 'choice', { words: ({ places }) => places }),
      field('name', columns.name),
      field('hamlet', columns.hamlet),
      field('address', columns.address),
      note,
      since(),
    ],
    list: page(host.listPlaces, ({ id, kind, name, hamlet, address, note: said, to }) => ({
      id,
      name,
      to,
      cells: [kind, name, [hamlet, address].filter(Boolean).join(' '), words(said)],
      typed: { kind, name, hamlet: words(hamlet), address: words(address), note: words(said) },
      names: {},
    })),
    add: 'add_place',
    edit: 'edit_place',
    end: 'end_place',
    own: 'place',
    photos: 'place',
  },
  things: {
    columns: [
      column(columns.kind, '110px'),
      column(columns.name),
      column(columns.quantity, '84px'),
      column(columns.place),
    ],
    fields: [
      field('kind', columns.kind, 'choice', { words: ({ things }) => things }),
      field('name', columns.name),
      field('quantity', columns.quantity),
      field('measure', columns.measure),
      field('place', columns.place, 'place'),
      note,
      since(),
    ],
    list: page(host.listThings, (row) => ({
      id: row.id,
      name: row.name,
      to: row.to,
      cells: [row.kind, row.name, `${row.quantity} ${words(row.measure)}`, words(row.place_name)],
      typed: {
        kind: row.kind,
        name: row.name,
        quantity: String(row.quantity),
        measure: words(row.measure),
        place: words(row.place),
        note: words(row.note),
      },
      names: {},
    })),
    add: 'add_thing',
    edit: 'edit_thing',
    end: 'end_thing',
    own: 'thing',
  },
  organisations: {
    columns: [column(columns.kind, '110px'), column(columns.name), column(columns.head, '100px'), column(columns.note)],
    fields: [
      field('kind', columns.kind, 'choice', { words: ({ organisations }) => organisations }),
      field('name', columns.name),
      field('person', columns.head, 'person'),
      field('head', columns.headTyped),
      field('phone', columns.phone),
      note,
      since(),
    ],
    list: page(host.listOrganisations, (row) => ({
      id: row.id,
      name: row.name,
      to: row.to,
      cells: [row.kind, row.name, words(row.head), words(row.note)],
      typed: {
        kind: row.kind,
        name: row.name,
        person: words(row.person),
        head: row.person === null ? words(row.head) : '',
        note: words(row.note),
      },
      names: { person: words(row.head) },
    })),
    add: 'add_organisation',
    edit: 'edit_organisation',
    end: 'end_organisation',
    own: 'organisation',
  },
  associations: {
    columns: [
      column(columns.name),
      column(columns.head, '100px'),
      column(columns.founded, '120px'),
      column(columns.activities, '70px'),
    ],
    fields: [field('name', columns.name), field('head', columns.head, 'person'), since(columns.founded)],
    list: page(host.listAssociations, (row) => ({
      id: row.id,
      name: row.name,
      to: row.dissolved_on,
      cells: [row.name, words(row.head), words(row.founded_on), number(row.activities)],
      typed: { name: row.name, head: words(row.person) },
      names: { head: words(row.head) },
    })),
    add: 'found_association',
    edit: 'edit_association',
    end: 'dissolve_association',
    own: 'association',
  },
  projects: {
    columns: [
      column(columns.kind, '90px'),
      column(columns.name),
      column(columns.owner, '90px'),
      column(columns.progress),
      column(columns.activities, '60px'),
    ],
    fields: [
      field('kind', columns.kind, 'choice', { words: ({ projects }) => projects }),
      field('name', columns.name),
      field('goal', columns.goal),
      field('owner', columns.owner, 'person'),
      field('grid', columns.grid, 'grid'),
      field('served', columns.served),
      field('progress', columns.progress),
      since(),
    ],
    list: page(host.listProjects, (row) => ({
      id: row.id,
      name: row.name,
      to: row.to,
      cells: [row.kind, row.name, words(row.owner_name), words(row.progress), number(row.activities)],
      typed: {
        kind: row.kind,
        name: row.name,
        goal: words(row.goal),
        owner: words(row.owner),
        grid: words(row.grid),
        served: words(row.served),
        progress: words(row.progress),
      },
      names: { owner: words(row.owner_name) },
    })),
    add: 'add_project',
    edit: 'edit_project',
    end: 'end_project',
    own: 'project',
    photos: 'project',
  },
};

/** What an event says of the fields: only what is filled in, or, of a row that is put right, what was changed. */
export function asValue(fields: Field[], typed: Record<string, string>, before?: Record<string, string>) {
  const value: Record<string, string> = {};
  for (const { key, once } of fields) {
    const said = (typed[key] ?? '').trim();
    if (before ? once || said === (before[key] ?? '') : said === '') continue;
    value[key] = said;
  }
  return value;
}
