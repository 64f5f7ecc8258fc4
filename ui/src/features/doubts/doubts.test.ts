import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, maybe, openAt, press, says, see, type } from '../../testing/window';

test('the key 1 keeps the word of the book and the next doubt comes by itself', async () => {
  await openAt('/doubts');
  expect((await see('doubt-case')).dataset.id).toBe('d1');
  expect(maybe('mine')?.textContent).toBe('138****0412');
  await press('1');
  expect(asked('decide')).toEqual([{ id: 'd1', choice: 'mine', reason: null }]);
  await says('doubt-place', /共 2 条/);
  expect(maybe('doubt-case')?.dataset.id).toBe('d2');
});

test('the key 2 takes the word of the roster', async () => {
  await openAt('/doubts');
  await see('doubt-case');
  await press('2');
  expect(asked('decide')).toEqual([{ id: 'd1', choice: 'theirs', reason: null }]);
});

test('the key 3 opens a field for another value, and digits typed into it decide nothing', async () => {
  await openAt('/doubts');
  await see('doubt-case');
  await press('3');
  const input = await field('other-value');
  input.focus();
  await press('1');
  expect(asked('decide')).toEqual([]);
  await type('other-value', '13900000000');
  await press('Enter');
  expect(asked('decide')).toEqual([{ id: 'd1', choice: '13900000000', reason: null }]);
});

test('the Enter that ends a composition is not the Enter that decides', async () => {
  await openAt('/doubts');
  await see('doubt-case');
  await press('3');
  await type('other-value', '外出');
  await press('Enter', { isComposing: true });
  await press('Enter', { keyCode: 229 });
  expect(asked('decide')).toEqual([]);
  await press('Enter');
  expect(asked('decide')).toHaveLength(1);
});

test('a row that cannot be placed offers whom it may mean from the key 3 on', async () => {
  await openAt('/doubts');
  await see('doubt-case');
  await press('ArrowDown');
  await says('decide-3', /001户/);
  expect(maybe('mine')).toBeNull();
  await says('theirs', /残疾人/);
  await press('4');
  expect(asked('decide')).toEqual([{ id: 'd2', choice: 'p13-1', reason: null }]);
});

test('a row that cannot be placed can be put into a household found by letters', async () => {
  await openAt('/doubts');
  await see('doubt-case');
  await press('ArrowDown');
  await press('2');
  await type('other-household', theWorld().contents.households[4]?.people[0]?.name ?? '');
  await see('other-household-hit');
  await press('Enter');
  expect(asked('decide')).toEqual([{ id: 'd2', choice: 'h5', reason: null }]);
});

test('between two words there is no third: sex and dates of leaving offer none', async () => {
  await openAt('/doubts', ({ contents }) => {
    Object.assign(contents.doubts[0] ?? {}, { field: 'sex', field_label: '性别', mine: '男', theirs: '女' });
  });
  await see('doubt-case');
  expect(maybe('decide-3')).toBeNull();
});

test('a number that breaks the rule is kept only with a reason', async () => {
  await openAt('/doubts', ({ contents }) => {
    Object.assign(contents.doubts[0] ?? {}, { field: 'id_number', field_label: '身份证号' });
  });
  await see('doubt-case');
  await press('3');
  await type('other-value', '999999195003150015');
  await press('Enter');
  await see('reason-form');
  await type('reason', '证件就是这样印的');
  await press('Enter');
  await vi.waitFor(() =>
    expect(asked('decide').at(-1)).toEqual({ id: 'd1', choice: '999999195003150015', reason: '证件就是这样印的' }),
  );
  await says('doubt-place', /共 2 条/);
});

test('a key held down decides one doubt, not all of them', async () => {
  await openAt('/doubts');
  await see('doubt-case');
  await press('1');
  await press('1', { repeat: true });
  expect(asked('decide')).toHaveLength(1);
});

test('three doubts take three keys, then the page says that none is left', async () => {
  await openAt('/doubts');
  await see('doubt-case');
  for (const key of ['1', '1', '2']) await press(key);
  await see('no-doubts');
  expect(theWorld().contents.doubts.every(({ decision }) => decision !== null)).toBe(true);
});

test('a decision can be taken back from the decided list', async () => {
  await openAt('/doubts');
  await see('doubt-case');
  await press('1');
  await click('show-decided');
  await click('decide-again');
  await click('show-open');
  await says('doubt-place', /共 3 条/);
  expect(asked('undo')).toEqual([{ op: 1 }]);
});

test('what an import joined by itself is not undone from here', async () => {
  await openAt('/doubts', ({ contents }) => {
    Object.assign(contents.doubts[0] ?? {}, { decision: 'joined', decided_at: '2026-11-21T01:12:00Z', decided_op: 1 });
  });
  await click('show-decided');
  await says('decided', /后来的名册接上了/);
  await click('decide-again');
  await says('notice', /撤销那次导入/);
  expect(asked('undo')).toEqual([]);
});

test('what is typed as another value is kept as a draft and comes back', async () => {
  const { wrapper } = await openAt('/doubts');
  await see('doubt-case');
  await press('3');
  await type('other-value', '还没写完');
  wrapper.unmount();
  expect(theWorld().drafts.get('doubt-d1')).toBe('"还没写完"');
  await openAt('/doubts');
  expect((await field('other-value')).value).toBe('还没写完');
});

test('coming from a card, the doubt of that household is the one shown', async () => {
  await openAt('/doubts?household=h4');
  expect((await see('doubt-case')).dataset.id).toBe('d3');
  expect(all('doubt')).toHaveLength(3);
});
