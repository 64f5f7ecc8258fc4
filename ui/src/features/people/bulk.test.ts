import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { bookChanged } from '../../state/session';
import { all, asked, click, gone, hold, maybe, openAt, press, says, see, type } from '../../testing/window';

test('whom the list shows gets another hamlet, but for the one that was unticked, as one operation', async () => {
  await openAt('/bulk/households?hamlet=一组');
  await says('bulk-chosen', /户 · 一组/);
  await type('bulk-text', '东沟组');
  await press('Enter');
  await see('bulk-preview');
  expect(maybe('bulk-change')?.textContent).toContain('31');
  all('bulk-rows-row')[0]?.click();
  await vi.waitFor(() => expect(maybe('bulk-change')?.textContent).toContain('30'));
  await click('bulk-change');
  await see('people-page');
  const hamlets = theWorld().contents.households.map(({ hamlet }) => hamlet);
  expect(hamlets.filter((hamlet) => hamlet === '东沟组')).toHaveLength(30);
  expect(hamlets[0]).toBe('一组');
  expect(theWorld().operations).toHaveLength(1);
});

test('what was looked at is gone as soon as something else is asked', async () => {
  await openAt('/bulk/households?hamlet=一组');
  await type('bulk-text', '东沟组');
  await press('Enter');
  await see('bulk-preview');
  await type('bulk-text', '西沟组');
  await gone('bulk-preview');
});

test('an answer that comes after something else was asked is not shown, nor does one outlive a change of the book', async () => {
  await openAt('/bulk/households?hamlet=一组');
  const letGo = hold('preview_bulk');
  await type('bulk-text', '东沟组');
  await press('Enter');
  await type('bulk-text', '西沟组');
  await letGo();
  expect(maybe('bulk-preview')).toBeNull();
  await press('Enter');
  await says('bulk-preview', /改成：西沟组/);
  await bookChanged();
  await gone('bulk-preview');
});

test('a change without its value is not asked for', async () => {
  await openAt('/bulk/persons?party=true');
  await says('bulk-chosen', /人 · 党员/);
  await click('bulk-look');
  await says('bulk-form', /请先填好/);
  expect(asked('preview_bulk')).toEqual([]);
});

test('the filter of the list comes along', async () => {
  const { router } = await openAt('/people');
  await type('search', 'zhang');
  await click('to-bulk');
  await see('bulk-page');
  expect(router.currentRoute.value.query).toEqual({ text: 'zhang' });
});

test('what only people can be narrowed to is neither said of households nor comes along with them', async () => {
  const { router } = await openAt('/people/persons');
  (await see('filter-party')).click();
  await click('tab-households');
  await click('to-bulk');
  await says('bulk-chosen', /户 · 名单里的全部/);
  expect(router.currentRoute.value.query).toEqual({});
  await router.push('/bulk/households?work=在家&party=true');
  await says('bulk-chosen', /户 · 名单里的全部/);
});

test('the button that changes them stands above the rows', async () => {
  await openAt('/bulk/households');
  await type('bulk-text', '东沟组');
  await press('Enter');
  const [button, rows] = [await see('bulk-change'), await see('bulk-rows')];
  expect(button.compareDocumentPosition(rows) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});
