// What the board and the list of matters are narrowed to, and the question that it becomes.
import type { MatterQuery } from '../../host';

export interface Asked {
  text: string;
  period: string | null;
  kind: string | null;
  state: string | null;
  hamlet: string | null;
  open: boolean;
  overdue: boolean;
  collective: boolean;
}

export const everything = (): Asked => ({
  text: '',
  period: null,
  kind: null,
  state: null,
  hamlet: null,
  open: false,
  overdue: false,
  collective: false,
});

export const isNarrowed = (asked: Asked): boolean =>
  asked.text.trim() !== '' || JSON.stringify({ ...asked, text: '' }) !== JSON.stringify(everything());

export const asQuery = (asked: Asked, offset: number, limit: number): MatterQuery => ({
  text: asked.text,
  ...(asked.period !== null && { period: asked.period }),
  ...(asked.kind !== null && { kind: asked.kind }),
  ...(asked.state !== null && { state: asked.state }),
  ...(asked.hamlet !== null && { hamlet: asked.hamlet }),
  open: asked.open,
  overdue: asked.overdue,
  collective: asked.collective,
  offset,
  limit,
});
