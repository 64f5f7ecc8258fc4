import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

const listed = async (count: number) =>
  vi.waitFor(() => expect(maybe('households')?.dataset.total).toBe(String(count)));

test('letters typed fast are asked as one question', async () => {
  await openAt('/people');
  await listed(62);
  const before = asked('list_households').length;
  for (const words of ['z', 'zh', 'zha']) await type('search', words);
  await vi.waitFor(() => expect(Number(maybe('households')?.dataset.total)).toBeLessThan(62));
  expect(asked('list_households').slice(before)).toEqual([expect.objectContaining({ text: 'zha', offset: 0 })]);
});

test('from the search field to an open card by keys alone, and back by Esc', async () => {
  await openAt('/people');
  await listed(62);
  await field('search');
  await press('ArrowDown');
  expect(document.activeElement?.getAttribute('data-testid')).toBe('households');
  await press('ArrowDown');
  await press('Enter');
  const card = await see('household-card');
  expect(card.dataset.id).toBe('h2');
  await see('member');
  await vi.waitFor(() => expect(document.activeElement).toBe(card));
  await press('ArrowDown');
  expect(document.activeElement?.getAttribute('data-testid')).toBe('member');
  await press('Escape');
  await gone('household-card');
  expect(document.activeElement?.getAttribute('data-testid')).toBe('households');
});

test('only the rows in sight are in the page, the rest is asked for page by page', async () => {
  await openAt('/people/persons', ({ contents }) => {
    contents.households = Array.from({ length: 10 }, (_, copy) =>
      contents.households.map((household) => ({ ...household, id: `${household.id}-${copy}` })),
    ).flat();
  });
  await vi.waitFor(() => expect(Number(maybe('persons')?.dataset.total)).toBeGreaterThan(2000));
  expect(all('persons-row').length).toBeLessThan(60);
  expect(asked('list_persons')).toEqual([expect.objectContaining({ offset: 0, limit: 100 })]);
});

test('a number is masked until it is asked for, and asking is written down', async () => {
  await openAt('/people?household=h1');
  const masked = await see('id-number');
  expect(masked.textContent).toMatch(/999999\*{8}\d{3}[\dX]/);
  expect(document.body.textContent).not.toMatch(/999999\d{11}[\dX]/);
  expect(theWorld().audit).toHaveLength(0);
  masked.querySelector('button')?.click();
  await vi.waitFor(() => expect(masked.textContent).toMatch(/999999\d{11}[\dX]/));
  expect(asked('reveal')).toEqual([{ kind: 'person', id: 'p1-0', field: 'id_number' }]);
  expect(theWorld().audit).toHaveLength(1);
});

test('the privacy cover masks what was shown and marks tags and numbers as hidden', async () => {
  await openAt('/people?household=h1');
  const masked = await see('id-number');
  masked.querySelector('button')?.click();
  await vi.waitFor(() => expect(masked.textContent).toMatch(/999999\d{11}[\dX]/));
  await press('F8');
  expect((await see('frame')).classList).toContain('covered');
  expect(masked.textContent).toContain('********');
  expect(maybe('household-card')?.querySelector('.tag.private')?.textContent).toContain('低保户');
  await press('F8');
  expect(maybe('frame')?.classList).not.toContain('covered');
});

test('the grade of a disability is masked, its kind is not', async () => {
  await openAt('/people?household=h11');
  await see('member');
  const detail = await see('tag-detail');
  expect(detail.textContent).toContain('•••');
  detail.querySelector('button')?.click();
  await vi.waitFor(() => expect(detail.textContent).toContain('三级'));
  expect(asked('reveal')).toEqual([{ kind: 'tag', id: 'p11-1:0', field: 'tag_detail' }]);
});

test('the birth date of a child is shown only when it is asked for', async () => {
  await openAt('/people?household=h2');
  const birth = await see('birth');
  expect(birth.textContent).toContain('••••');
  birth.querySelector('button')?.click();
  await vi.waitFor(() => expect(asked('reveal')).toEqual([{ kind: 'person', id: 'p2-4', field: 'birth' }]));
  await vi.waitFor(() => expect(birth.textContent).toMatch(/20\d\d-/));
});

test('the slash goes to the search field, but is a slash inside it', async () => {
  await openAt('/people?household=h1');
  await see('member');
  (document.activeElement as HTMLElement | null)?.blur();
  expect(await press('/')).toBe(true);
  expect(document.activeElement).toBe(await field('search'));
  expect(await press('/')).toBe(false);
});

test('a search without hits says what to do', async () => {
  await openAt('/people');
  await listed(62);
  await type('search', 'qqqq');
  await says('none-found', /换个写法/);
  await click('clear');
  await listed(62);
});

test('an empty book says what to do first', async () => {
  await openAt('/people', ({ contents }) => {
    contents.households = [];
  });
  await says('empty', /先导入/);
});

test('doubts of a household are named on its card', async () => {
  await openAt('/people?household=h3');
  await says('card-doubts', /1 处疑点/);
});

test('a household that is gone is a sentence with its code, not a blank page', async () => {
  await openAt('/people?household=h999');
  await says('error', /不在账本里.*no_household/s);
});
