import { expect, test } from 'vitest';
import { all, asked, click, gone, maybe, openAt, press, says, see } from '../../testing/window';

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
