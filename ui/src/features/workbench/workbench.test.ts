import { expect, test, vi } from 'vitest';
import { theWorld, type World } from '../../host/fake/world';
import { bookChanged } from '../../state/session';
import { all, asked, click, gone, hold, maybe, openAt, press, says, see } from '../../testing/window';

/** More households than there are tiles at once. */
function many({ contents }: World): void {
  contents.households = Array.from({ length: 7 }, (_, copy) =>
    contents.households.map((household) => ({ ...household, id: `${household.id}-${copy}` })),
  ).flat();
}

test('the first page of an open book says how the month stands', async () => {
  await openAt('/');
  await see('workbench-page');
  await says('balance', /上月.*出生.*本月.*对得上/s);
  expect((await see('reach')).textContent).toContain('%');
});

test('a number of the balance opens its people, and Esc goes back to it', async () => {
  await openAt('/workbench');
  await click('figure-households/village');
  await says('behind-households', /62 户/);
  await press('Escape');
  await gone('behind');
  expect(asked('records_behind')).toEqual([{ link: 'households/village' }]);
});

test('every household has its tile, coloured by how long ago it was seen, and the colours add up to all of them', async () => {
  await openAt('/workbench');
  await see('map');
  const tiles = all('tile');
  expect(tiles).toHaveLength(62);
  expect(tiles.slice(0, 6).map(({ className }) => className)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c4']);
  const counts = [0, 1, 2, 3, 4].map((band) => Number.parseInt(maybe(`band-${band}`)?.textContent ?? '', 10));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(62);
});

test('the tiles are one stop of Tab and are walked with arrows; Enter opens the card', async () => {
  await openAt('/workbench');
  await see('map');
  expect(all('tile').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  all('tile')[0]?.focus();
  await press('ArrowRight');
  expect(document.activeElement).toBe(all('tile')[1]);
  expect(all('tile')[1]?.tabIndex).toBe(0);
  (document.activeElement as HTMLElement).click();
  expect((await see('household-card')).dataset.id).toBe('h2');
});

test('a colour, a month and those not yet seen each open the households or visits that they count', async () => {
  const { router } = await openAt('/workbench');
  await see('map');
  await click('band-4');
  await says('opened', /更久或没见过/);
  expect(all('opened-row')).toHaveLength(Number.parseInt(maybe('band-4')?.textContent ?? '', 10));
  await click('unseen');
  expect((await see('opened')).dataset.total).toBe(maybe('unseen')?.textContent?.trim());
  await click('visits-of-2026-10');
  await says('opened', /2026-10 的走访/);
  expect(asked('visits_in_month')).toEqual([{ month: '2026-10', offset: 0, limit: 100 }]);
  await click('opened-row');
  expect(router.currentRoute.value.query.household).toBe('h1');
});

test('Esc closes what was opened wherever the focus is, and goes back to what opened it', async () => {
  await openAt('/workbench');
  (await see('unseen')).focus();
  await click('unseen');
  await see('opened');
  (document.activeElement as HTMLElement).blur();
  await press('Escape');
  await gone('opened');
  expect(document.activeElement).toBe(maybe('unseen'));
});

test('what is opened is read again with every operation, and never from an answer that comes late', async () => {
  await openAt('/workbench');
  await click('figure-households/village');
  await says('behind-households', /62 户/);
  theWorld().contents.households.pop();
  const letGo = hold('records_behind');
  await bookChanged();
  theWorld().contents.households.pop();
  await bookChanged();
  await says('behind-households', /60 户/);
  await letGo();
  await says('behind-households', /60 户/);
  await click('unseen');
  const total = Number((await see('opened')).dataset.total);
  theWorld().contents.households.splice(4, 1);
  await bookChanged();
  await vi.waitFor(() => expect(Number(maybe('opened')?.dataset.total)).toBe(total - 1));
});

test('the month is never shown as it was before the last operation', async () => {
  await openAt('/workbench');
  await see('map');
  const letGo = hold('coverage');
  await bookChanged();
  theWorld().contents.households.pop();
  await bookChanged();
  await vi.waitFor(() => expect(all('tile')).toHaveLength(61));
  await letGo();
  expect(all('tile')).toHaveLength(61);
});

test('more is asked for once, however often it is pressed', async () => {
  await openAt('/workbench', many);
  await click('visits-of-2026-10');
  const more = await see('opened-more');
  more.click();
  more.click();
  await vi.waitFor(() => expect(all('opened-row')).toHaveLength(200));
  expect(asked('visits_in_month').slice(1)).toEqual([{ month: '2026-10', offset: 100, limit: 100 }]);
});

test('Tab reaches the first tile that is shown when the last one at hand is folded away', async () => {
  await openAt('/workbench', many);
  await see('map');
  const folds = () => [...(maybe('map')?.querySelectorAll<HTMLElement>('[aria-expanded]') ?? [])];
  folds()[0]?.click();
  folds()[1]?.click();
  await vi.waitFor(() => expect(all('tile')).toHaveLength(434));
  all('tile')[0]?.focus();
  await press('ArrowRight');
  folds()[0]?.click();
  await vi.waitFor(() => expect(all('tile')).toHaveLength(217));
  expect(all('tile').filter(({ tabIndex }) => tabIndex === 0)).toEqual([all('tile')[0]]);
});

test('a household without a head and a code says so on its tile', async () => {
  await openAt('/workbench', ({ contents }) => {
    const [first] = contents.households;
    if (first) Object.assign(first, { code: null, people: [] });
  });
  await see('map');
  expect(all('tile')[0]?.textContent).toContain('没有户主');
});

test('what waits leads to where it is settled', async () => {
  const { router } = await openAt('/workbench');
  await click('doubts-count');
  await see('doubts-page');
  await router.push('/workbench');
  await see('first-doors');
  expect(all('door')).toHaveLength(4);
  await click('door');
  await see('visits-page');
  expect(router.currentRoute.value.query.household).toBe('h1');
});

test('an empty book says what to do first', async () => {
  await openAt('/workbench', ({ contents }) => {
    contents.households = [];
  });
  await see('empty-intake');
  expect(maybe('map')).toBeNull();
});
