// What the list of 户与人 is narrowed to.
export interface Asked {
  text: string;
  hamlet: string | null;
  grid: string | null;
  tag: string | null;
  work: string | null;
  party: boolean;
}

/** After the last letter typed; together with the search itself below what a person notices. */
export const PAUSE_MS = 60;
