// How long ago a household was seen, in five steps of colour. Never seen is the last one.
import type { CoverageHousehold } from '../../host';

const LIMITS = [30, 60, 90, 120];

/** 0 = seen within 30 days … 4 = longer ago, or never. */
export function bandOf({ days }: Pick<CoverageHousehold, 'days'>): number {
  const at = days === null ? -1 : LIMITS.findIndex((limit) => days < limit);
  return at === -1 ? LIMITS.length : at;
}
