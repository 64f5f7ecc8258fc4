// Which form is asked for, of which month, record and grid, with what on it.
import { reactive } from 'vue';
import type { FormInfo, FormRequest } from '../../host';

export interface Asked {
  form: string | null;
  month: string | null;
  subject: string | null;
  /** Every record that the form can be about, one after the other. */
  all: boolean;
  grid: string | null;
  names: boolean;
  fullNumbers: boolean;
  reason: string | null;
  blank: boolean;
}

export function useAsked(form: string | null, month: string | null, subject: string | null) {
  const asked = reactive<Asked>({
    form,
    month,
    subject,
    all: false,
    grid: null,
    names: false,
    fullNumbers: false,
    reason: null,
    blank: false,
  });
  return asked;
}

/** The form is about a household or a person, who is looked for by name. */
export const isAboutOne = ({ scope }: FormInfo): boolean => scope === 'household' || scope === 'person';

/** The form is about something that was held: one of it, or all of a month. */
const isHeld = ({ scope }: FormInfo): boolean => scope === 'activity' || scope === 'meeting' || scope === 'talk';

/** The form is of a month, or of a single record of it: something that was held, a letter. */
const isOfMany = (info: FormInfo): boolean => info.scope === 'month' || isHeld(info);

/** The form is of a month: as long as none of its records is asked for alone. */
export const isOfMonth = (info: FormInfo, asked: Asked): boolean => isOfMany(info) && asked.subject === null;

/** A single record is asked for, of a form that could have all of a month. */
export const isSingle = (info: FormInfo, asked: Asked): boolean => isOfMany(info) && asked.subject !== null;

/** One grid alone can be asked for: not of a single record, which is where it is. */
export const isOfGrids = (info: FormInfo, asked: Asked): boolean =>
  isAboutOne(info) ? asked.all : ['meeting', 'month'].includes(info.scope) ? asked.subject === null : !isHeld(info);

/** The request for a form, or null while a household or a person has still to be chosen. */
export function asRequest(info: FormInfo, asked: Asked): FormRequest | null {
  const chooses = isAboutOne(info) && !asked.all;
  if (chooses && asked.subject === null && !asked.blank) return null;
  return {
    form: info.form,
    month: isOfMonth(info, asked) ? asked.month : null,
    subject: chooses || isOfMany(info) ? asked.subject : null,
    grid: isOfGrids(info, asked) ? asked.grid : null,
    // What was asked for on another form is not asked of one that has none.
    names: asked.names && info.names,
    full_numbers: asked.fullNumbers && info.numbers,
    reason: asked.reason,
    blank: asked.blank,
  };
}
