// Events of the fake book: those that tests look at change it, the others are only written down.
import type { AskHead, BookEvent, Recorded, Related } from '../types';
import { refuseAssess } from './assess';
import { fail, operate, theWorld } from './world';
import { changeYear } from './year';

const LABELS: Partial<Record<BookEvent['kind'], string>> = {
  death: '登记死亡',
  found_household: '立户',
  change_year: '年度更替',
};

/** Row ids of what events make, where a page opens it. */
const MADE: Partial<Record<BookEvent['kind'], string>> = { found_household: 'h2', draft_letters: 'l2' };

export const eventCommands = {
  record_event(event: BookEvent): Recorded {
    const { kind, value } = event;
    const label = LABELS[kind] ?? '登记';
    // The day of a matter out of a need is the visit's where none is said; of a plan and a letter none takes it back.
    const dayless = ['open_matter', 'plan_done', 'sign_letter'].includes(kind) && 'date' in value && value.date === '';
    refuseAssess(event);
    if (!dayless && 'date' in value && value.date !== undefined && !/^\d{4}(-\d{2}){0,2}$/.test(value.date))
      return fail('not_a_date', '日期看不懂，请写成 2026-03-15、2026.3 或 2026', 'date');
    if (kind === 'found_household') {
      const nameless = value.members.findIndex(({ name }) => name.trim() === '');
      if (nameless >= 0) return fail('needed', '请填姓名', `members.${nameless + 1}.name`);
    }
    changeYear(event);
    const id = 'household' in value && value.household ? value.household : 'h1';
    const { op } = operate('households', kind, label, 1, ({ households }) => {
      if (kind === 'death') {
        for (const household of households)
          household.people = household.people.filter((person) => person.id !== value.person);
      }
    });
    return { id: MADE[kind] ?? id, op, label, notes: [] };
  },
  propose_relations({ household, person }: AskHead): Related[] {
    const found = theWorld().contents.households.find(({ id }) => id === household);
    return (found?.people ?? []).map(({ id, relation }) =>
      id === person ? { person: id, relation: '户主' } : { person: id, ...(relation === '长子' && { relation }) },
    );
  },
  read_date({ text }: { text: string }): string | null {
    const [, year, month] = /^(\d{4})\.(\d{1,2})$/.exec(text) ?? [];
    if (year && month) return `${year}-${month.padStart(2, '0')}`;
    return /^\d{4}(-\d{2}){0,2}$/.test(text) ? text : fail('not_a_date', '日期看不懂', 'date');
  },
};
