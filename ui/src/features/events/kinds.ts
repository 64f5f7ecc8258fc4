// What can be recorded, and which fields each kind asks for, in the order of a form.
import type { BookEvent } from '../../host';
import type { events } from '../../text';

/** Those that happen to people and households; the others are recorded on pages of their own. */
export type Kind = Extract<BookEvent['kind'], keyof typeof events.kinds>;
export type Group = 'come' | 'go' | 'move' | 'change';

export type Field =
  | 'date'
  | 'maybeDate'
  | 'member'
  | 'former'
  | 'goers'
  | 'goersRelated'
  | 'allRelated'
  | 'newcomer'
  | 'household'
  | 'other'
  | 'grid'
  | 'head'
  | 'keep_open'
  | 'mistaken'
  | 'corrected'
  | 'relation'
  | 'newName'
  | 'number'
  | 'code'
  | 'address'
  | 'edit'
  | 'editHousehold'
  | 'tag'
  | 'runningTag'
  | 'work'
  | 'party';

export const kinds: Record<Kind, { group: Group; fields: Field[] }> = {
  birth: { group: 'come', fields: ['date', 'newcomer'] },
  move_in: { group: 'come', fields: ['date', 'newcomer'] },
  found_late: { group: 'come', fields: ['date', 'newcomer'] },
  back_again: { group: 'come', fields: ['former', 'date', 'relation', 'mistaken'] },
  death: { group: 'go', fields: ['member', 'date', 'head', 'keep_open'] },
  move_out: { group: 'go', fields: ['goers', 'date', 'head', 'keep_open'] },
  mistake: { group: 'go', fields: ['member', 'date', 'head', 'keep_open'] },
  move_inside: { group: 'go', fields: ['goersRelated', 'household', 'date', 'head', 'keep_open'] },
  split: { group: 'move', fields: ['goersRelated', 'date', 'code', 'address', 'head'] },
  merge_households: { group: 'move', fields: ['household', 'date', 'allRelated'] },
  change_head: { group: 'move', fields: ['date', 'head'] },
  move_household: { group: 'move', fields: ['grid', 'date'] },
  close_household: { group: 'move', fields: ['date'] },
  rename: { group: 'change', fields: ['member', 'newName', 'corrected'] },
  renumber: { group: 'change', fields: ['member', 'number'] },
  edit_person: { group: 'change', fields: ['member', 'edit'] },
  edit_household: { group: 'change', fields: ['editHousehold'] },
  add_tag: { group: 'change', fields: ['tag', 'maybeDate'] },
  end_tag: { group: 'change', fields: ['runningTag', 'date'] },
  change_work: { group: 'change', fields: ['member', 'work', 'maybeDate'] },
  party: { group: 'change', fields: ['member', 'party', 'maybeDate'] },
  merge_persons: { group: 'change', fields: ['member', 'other', 'date'] },
  split_persons: { group: 'change', fields: ['former', 'date', 'relation'] },
};

export const groups: Group[] = ['come', 'go', 'move', 'change'];
export const allKinds = Object.keys(kinds) as Kind[];
