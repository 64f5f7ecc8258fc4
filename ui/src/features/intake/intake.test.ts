import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import type { ComponentPublicInstance } from 'vue';
import type { ImportReport } from '../../host';
import { CAPTIONS_KEY } from '../../host/fake/imports';
import { dropFiles } from '../../host/fake/wire';
import { theWorld } from '../../host/fake/world';
import ChoiceBox from '../../kit/ChoiceBox.vue';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';
import { figuresOf, rowsOf } from './figures';

const ROSTER = '/media/stick/常住人口登记表.xlsx';

/** Chooses a field for a column, as the list box does. */
function takeFor(wrapper: VueWrapper, caption: string, field: string): void {
  const choices = wrapper.findAllComponents({ name: 'ChoiceBox' }) as unknown as VueWrapper<
    ComponentPublicInstance<{ testid: string }>
  >[];
  choices.find((choice) => choice.props('testid') === `field-${caption}`)?.vm.$emit('update:modelValue', field);
}

async function preview() {
  const opened = await openAt('/intake');
  await type('path', ROSTER);
  await press('Enter');
  await press('Enter');
  await see('preview');
  return opened;
}

test('a typed path, Enter to add it and Enter to look at it, without a mouse', async () => {
  await preview();
  expect(asked('preview_import')).toEqual([{ paths: [ROSTER], by_hamlet: false, mappings: [] }]);
});

test('quotes around a copied path are no part of it', async () => {
  await openAt('/intake');
  await type('path', `"${ROSTER}"`);
  await press('Enter');
  expect((await see('chosen-file')).textContent).toContain('常住人口登记表.xlsx');
  expect((await field('path')).value).toBe('');
});

test('a file let go over the window is chosen', async () => {
  await openAt('/intake');
  await see('path');
  dropFiles([ROSTER, ROSTER]);
  await see('chosen-file');
  expect(all('chosen-file')).toHaveLength(1);
});

test('changing what a column is taken for looks at the roster again with that mapping', async () => {
  const { wrapper } = await preview();
  const before = maybe('figure-changed')?.dataset.count;
  takeFor(wrapper, '联系方式', 'phone');
  await vi.waitFor(() => expect(maybe('column-联系方式')?.dataset.field).toBe('phone'));
  expect(asked('preview_import').at(-1)).toEqual({
    paths: [ROSTER],
    by_hamlet: false,
    mappings: [{ captions_key: CAPTIONS_KEY, fields: { 联系方式: 'phone' } }],
  });
  expect(before).toBe('2');
  await vi.waitFor(() => expect(maybe('figure-changed')?.dataset.count).toBe('41'));
  await see('column-changed');
});

test('the list of fields opens and takes a choice by keys alone', async () => {
  const chosen = vi.fn();
  mount(ChoiceBox, {
    attachTo: document.body,
    props: {
      label: '算作',
      testid: 'one',
      options: [{ key: 'phone', label: '电话' }],
      none: '不收进来',
      modelValue: null,
      'onUpdate:modelValue': chosen,
    },
  });
  (await field('one')).focus();
  await press('Enter');
  await press('ArrowDown');
  await press('Enter');
  await flushPromises();
  expect(chosen).toHaveBeenLastCalledWith('phone');
});

test('every number with rows opens them, and a mistake is a sentence with its row', async () => {
  await preview();
  (await see('figure-mistake:wrong_check_digit')).querySelector('button')?.click();
  await see('rows');
  expect(all('shown-row')).toHaveLength(2);
  expect(all('shown-row')[0]?.textContent).toMatch(/第 17 行.*吴秀兰.*请核对原件/s);
  (await see('figure-changed')).querySelector('button')?.click();
  await vi.waitFor(() => expect(all('shown-row')[0]?.textContent).toMatch(/在家 → .*外出务工/s));
});

test('nothing is written before it is taken in; then the result can be undone', async () => {
  await preview();
  expect(theWorld().operations).toHaveLength(0);
  await click('commit');
  await see('import-result');
  expect(theWorld().operations.map(({ row }) => row.kind)).toEqual(['import']);
  await click('undo-import');
  await see('import-undone');
  expect(theWorld().operations[0]?.row.undone).toBe(true);
  expect(theWorld().drafts.has('intake')).toBe(false);
});

test('a running preview can be stopped, and the page says that nothing has changed', async () => {
  await openAt('/intake');
  await type('path', ROSTER);
  await press('Enter');
  await press('Enter');
  await click('cancel-work');
  await see('cancelled');
  expect(maybe('preview')).toBeNull();
  await see('chosen-file');
});

test('a file that is no workbook gets the sentence of the program and its code', async () => {
  await openAt('/intake');
  await type('path', '/media/stick/照片.jpg');
  await press('Enter');
  await press('Enter');
  await says('error', /不是表格.*not_a_workbook/s);
});

test('only a village is asked whether a hamlet is a grid', async () => {
  await preview();
  expect(maybe('by-hamlet')).toBeNull();
  theWorld().books.forEach((book) => {
    book.station = 'village';
  });
  document.body.innerHTML = '';
  await preview();
  await click('by-hamlet');
  await vi.waitFor(() => expect(asked('preview_import').at(-1)).toMatchObject({ by_hamlet: true }));
});

test('chosen files and changed columns come back after the page was left', async () => {
  const { wrapper, router } = await preview();
  takeFor(wrapper, '联系方式', 'phone');
  await vi.waitFor(() => expect(maybe('column-联系方式')?.dataset.field).toBe('phone'));
  await router.push('/history');
  await gone('intake-page');
  await router.push('/intake');
  await see('chosen-file');
  await click('look');
  await vi.waitFor(() => expect(maybe('column-联系方式')?.dataset.field).toBe('phone'));
});

test('a kind of mistake that the window has no word for is still shown', () => {
  const report = {
    mistakes: { somethingNew: 1 },
    repaired: {},
    changes: [],
    mistake_rows: [{ kind: 'somethingNew', row: 3, file: 'a', sheet: 'b', sentence: 'c', name: null }],
  };
  const figures = figuresOf({ ...report, new: 0, joined: 0, absent: 0 } as unknown as ImportReport).flatMap(
    (group) => group.figures,
  );
  expect(figures.find(({ key }) => key === 'mistake:somethingNew')).toMatchObject({
    label: 'somethingNew',
    count: 1,
    opens: true,
  });
  expect(rowsOf(report as unknown as ImportReport, 'mistake:somethingNew')).toHaveLength(1);
});
