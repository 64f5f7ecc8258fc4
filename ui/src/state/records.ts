// Where a record of a kind is found: the page and its tab, so that whatever counted it can lead there. A visit stands in the
// card of its household. Deliberately not here: points entered by hand and 基础分, which are no records of something done.
import { useRouter } from 'vue-router';
import type { DutyRecord, GivenRow } from '../host';

const PLACES = {
  meeting: { name: 'meetings', tab: 'meetings' },
  resolution: { name: 'meetings', tab: 'resolutions' },
  talk: { name: 'meetings', tab: 'talks' },
  activity: { name: 'activities', tab: 'activities' },
  matter: { name: 'matters', tab: 'list' },
  commitment: { name: 'commitments', tab: 'commitments' },
  claim: { name: 'commitments', tab: 'posts' },
  task: { name: 'work', tab: 'tasks' },
} satisfies Partial<Record<DutyRecord['kind'] | GivenRow['by'], { name: string; tab: string }>>;

export type Placed = keyof typeof PLACES;
export const placed = Object.keys(PLACES) as Placed[];
export const isPlaced = (kind: string): kind is Placed => kind in PLACES;

/** Opens a record where it was written down. */
export function useRecords() {
  const router = useRouter();
  return (kind: Placed, id: string): void => {
    const { name, tab } = PLACES[kind];
    void router.push({ name, params: { tab }, query: { id } });
  };
}
