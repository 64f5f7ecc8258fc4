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

export function useAsked(form: string | null, month: string | null, subject: string | null, blank: boolean) {
  const asked = reactive<Asked>({
    form,
    month,
    subject,
    all: false,
    grid: null,
    names: false,
    fullNumbers: false,
    reason: null,
    blank,
  });
  return asked;
}

/** The form is about a household or a person, who is looked for by name. */
export const isAboutOne = ({ scope }: FormInfo): boolean => scope === 'household' || scope === 'person';

/** The form is about something that was held: one of it, or all of a month. */
export const isHeld = ({ scope }: FormInfo): boolean => scope === 'activity' || scope === 'meeting' || scope === 'talk';

/** One thing alone is asked for of a form that else holds those of a month: what was held, or a plan. */
export const isAlone = (info: FormInfo, asked: Asked): boolean =>
  (isHeld(info) || info.scope === 'month') && asked.subject !== null;

/** The form is of a month: as long as nothing is asked for alone. */
export const isOfMonth = (info: FormInfo, asked: Asked): boolean =>
  (isHeld(info) || info.scope === 'month') && !isAlone(info, asked);

/** One grid alone can be asked for: not of a single record, which is where it is. */
export const isOfGrids = (info: FormInfo, asked: Asked): boolean => {
  if (isAboutOne(info)) return asked.all;
  return !isAlone(info, asked) && (!isHeld(info) || info.scope === 'meeting');
};

/** The request for a form, or null while a household or a person has still to be chosen. */
export function asRequest(info: FormInfo, asked: Asked): FormRequest | null {
  const chooses = isAboutOne(info) && !asked.all;
  if (chooses && asked.subject === null && !asked.blank) return null;
  return {
    form: info.form,
    month: isOfMonth(info, asked) ? asked.month : null,
    subject: chooses || isAlone(info, asked) ? asked.subject : null,
    grid: isOfGrids(info, asked) ? asked.grid : null,
    // What was asked for on another form is not asked of one that has none.
    names: asked.names && info.names,
    full_numbers: asked.fullNumbers && info.numbers,
    reason: asked.reason,
    blank: asked.blank,
  };
}

/** A form to be filled in by hand: nothing of anybody stands on it. */
export const blankOf = (form: string): FormRequest => ({
  form,
  month: null,
  subject: null,
  grid: null,
  names: false,
  full_numbers: false,
  reason: null,
  blank: true,
});

/** Whether a title holds what was typed: as it is written, or by the letters that its characters are read with. */
export function holds({ title, letters }: FormInfo, typed: string): boolean {
  const words = typed.replace(/\s/g, '').toLowerCase();
  if (title.toLowerCase().includes(words)) return true;
  const read = letters.filter((one) => one !== '');
  return read.some((_, start) => [...words].every((letter, at) => read[start + at]?.includes(letter)));
}
