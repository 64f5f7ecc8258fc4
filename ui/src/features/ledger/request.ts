// Which form is asked for, of which month, household and grid, with what on it.
import { reactive } from 'vue';
import type { FormInfo, FormRequest } from '../../host';

export interface Asked {
  form: string | null;
  month: string | null;
  subject: string | null;
  /** Every household, one after the other. */
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

/** The request for a form, or null while a household has still to be chosen. */
export function asRequest(info: FormInfo, asked: Asked): FormRequest | null {
  if (info.scope === 'subject' && asked.subject === null && !asked.all && !asked.blank) return null;
  return {
    form: info.form,
    month: info.scope === 'month' ? asked.month : null,
    subject: info.scope === 'subject' && !asked.all ? asked.subject : null,
    grid: info.scope === 'subject' && !asked.all ? null : asked.grid,
    // What was asked for on another form is not asked of one that has none.
    names: asked.names && info.names,
    full_numbers: asked.fullNumbers && info.numbers,
    reason: asked.reason,
    blank: asked.blank,
  };
}
