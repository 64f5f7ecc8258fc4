// What was opened from 工作台, and shows beside it.
import type { CoverageHousehold } from '../../host';

export type Opened =
  /** The records that a number of the balance counts. */
  | { kind: 'link'; link: string }
  | { kind: 'households'; title: string; holds: (one: CoverageHousehold) => boolean }
  | { kind: 'visits'; month: string }
  | { kind: 'needs' };
