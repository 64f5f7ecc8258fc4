// What the list of 户与人 is narrowed to.
export interface Asked {
  text: string;
  hamlet: string | null;
  grid: string | null;
  tag: string | null;
  work: string | null;
  party: boolean;
}
