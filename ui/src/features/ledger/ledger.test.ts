import { expect, test, vi } from 'vitest';
import { FORMS } from '../../host/fake/formList';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, hold, maybe, openAt, press, says, see, type } from '../../testing/window';

test('a number of the ledger opens the households behind it, and one of them opens its card', async () => {
  await openAt('/ledger');
  await see('sheet');
  await click('number-households/g1');
  await says('behind-households', /31 户/);
  expect(asked('records_behind')).toEqual([{ link: 'households/g1' }]);
  await click('behind-household');
  expect((await see('household-card')).dataset.id).toBe('h1');
});

test('Esc closes the people behind a number and goes back to that number', async () => {
  await openAt('/ledger');
  await see('sheet');
  await click('number-低保户/g2');
  await see('behind-close');
  maybe('behind-close')?.focus();
  await press('Escape');
  await gone('behind');
  expect(document.activeElement?.getAttribute('data-testid')).toBe('number-低保户/g2');
});

test('every month is one key away, and a month before the opening says that it is for reference', async () => {
  await openAt('/ledger');
  await see('sheet');
  expect(asked('form_view').at(-1)).toMatchObject({ form: 'annex_a', month: '2026-11', names: false, reason: null });
  (await see('months')).focus();
  await press('ArrowDown');
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ month: '2026-10' }));
  await click('month-2025-10');
  await see('reference');
});

test('names come only with a reason, and leave with the month they were asked for', async () => {
  await openAt('/ledger');
  await see('sheet');
  (await field('with-names')).click();
  await see('reason-form');
  (await field('reason')).focus();
  await press('Enter');
  expect(maybe('reason-form')?.textContent).toContain('请写明用途');
  expect(asked('form_view').some((req) => (req as { names: boolean }).names)).toBe(false);
  await type('reason', '报民政所核对');
  await press('Enter');
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ names: true, reason: '报民政所核对' }));
  (await see('months')).focus();
  await press('ArrowDown');
  await vi.waitFor(() =>
    expect(asked('form_view').at(-1)).toMatchObject({ month: '2026-10', names: false, reason: null }),
  );
});

test('saving to the stick ends with the sentence that it can be pulled out', async () => {
  await openAt('/ledger');
  await see('sheet');
  await click('save-stick');
  await vi.waitFor(() =>
    expect(maybe('pick-folder')?.querySelector<HTMLInputElement>('input[type=radio]')?.checked).toBe(true),
  );
  await click('save-go');
  await says('saved', /可以拔出/);
  expect(asked('save_form')).toEqual([expect.objectContaining({ kind: 'xlsx', folder: '/media/stick' })]);
});

test('a typed folder goes before a listed one', async () => {
  await openAt('/ledger');
  await see('sheet');
  await click('save-pdf');
  await type('folder-path', '/mnt/网盘');
  await press('Enter');
  await says('saved', /已保存/);
  expect(asked('save_form')).toEqual([expect.objectContaining({ kind: 'pdf', folder: '/mnt/网盘' })]);
});

test('without a stick the page says what to do, and saves nowhere by itself', async () => {
  await openAt('/ledger', (world) => {
    world.stick = false;
  });
  await see('sheet');
  await click('save-stick');
  await see('no-stick');
  await click('save-go');
  expect(maybe('save-pane')?.textContent).toContain('请先选一个位置');
  expect(asked('save_form')).toEqual([]);
});

test('without a printer the page says so and offers to save', async () => {
  await openAt('/ledger', ({ printers }) => {
    printers.length = 0;
  });
  await see('sheet');
  await click('print');
  await see('no-printer');
  await click('save-instead');
  await see('save-pane');
});

test('characters that no font has are listed before printing, and printing is still possible', async () => {
  await openAt('/ledger?form=party_roster');
  await says('missing', /〇.*第 3 行/s);
  await click('print');
  await click('print-go');
  await says('printed', /办公室打印机/);
});

test('a household card is found by letters and Enter', async () => {
  await openAt('/ledger?form=household_card');
  await see('no-subject');
  await type('subject', '001');
  await see('subject-hit');
  await press('Enter');
  await says('sheet', /001/);
  expect(asked('form_view').at(-1)).toMatchObject({ form: 'household_card', subject: 'h1', month: null });
});

test('the cards of all households are one form, of which the first is shown', async () => {
  await openAt('/ledger?form=household_card');
  (await field('all-subjects')).click();
  await says('first-of', /62 份/);
  expect(asked('form_view').at(-1)).toMatchObject({ form: 'household_card', subject: null, blank: false });
});

test('a form about a person looks for a person, and forgets the household of another form', async () => {
  await openAt('/ledger?form=household_card&subject=h1');
  await says('sheet', /001/);
  await click('gallery');
  await click('tile-person_sheet');
  await see('no-subject');
  expect(maybe('all-subjects')).toBeNull();
  await type('subject', theWorld().contents.households[3]?.people[0]?.name ?? '');
  await see('subject-hit');
  await press('Enter');
  await vi.waitFor(() =>
    expect(asked('form_view').at(-1)).toMatchObject({ form: 'person_sheet', subject: expect.stringMatching(/^p/) }),
  );
});

test('one activity is printed alone, or all of a month', async () => {
  await openAt('/ledger?form=activity_record&subject=a1');
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ subject: 'a1', month: null }));
  expect(maybe('months')).toBeNull();
  await click('all-activities');
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ subject: null, month: '2026-11' }));
  await see('months');
});

test('a town has no form to fill in, and the page says so', async () => {
  await openAt('/ledger', ({ books }) => {
    for (const book of books) book.station = 'town';
  });
  await see('no-forms');
});

test('the page preview draws one page at a time', async () => {
  await openAt('/ledger');
  await see('sheet');
  await click('page-preview');
  await see('page-image');
  await click('page-after');
  await says('page-at', /第 2 页/);
  expect(asked('page_image').map((req) => (req as { page: number }).page)).toEqual([0, 1]);
});

test('captions of two levels stand above their columns, and the total is a number that opens', async () => {
  await openAt('/ledger?form=party_roster');
  const heads = [...(await see('sheet')).querySelectorAll('th')].map((th) => [th.textContent, th.colSpan, th.rowSpan]);
  expect(heads).toContainEqual(['基本情况', 2, 1]);
  expect(heads).toContainEqual(['姓名', 1, 2]);
  expect(all('number-party/all')).toHaveLength(1);
  expect(theWorld().contents.households.length).toBe(62);
});

test('the page of forms shows each under its heading, its blank page beside it, drawn one after another', async () => {
  await openAt('/ledger');
  await see('sheet');
  const release = hold('page_image');
  await click('gallery');
  await see('tile-annex_a');
  expect(asked('page_image')).toHaveLength(1);
  await release();
  await vi.waitFor(() => expect(all('small')).toHaveLength(FORMS.length));
  expect(asked('page_image')).toHaveLength(FORMS.length);
  for (const one of asked('page_image')) expect(one).toMatchObject({ req: { blank: true, subject: null }, page: 0 });
  const headings = all('gallery-group').map((one) => one.querySelector('h2')?.textContent);
  expect(headings).toEqual([...new Set(headings)]);
  expect(headings).toContain('会议与谈话');
});

test('a form is found by letters, whichever way a character is read, and Enter opens it', async () => {
  const { router } = await openAt('/forms?month=2026-10');
  await see('tile-annex_a');
  await type('gallery-find', 'ptc');
  await gone('tile-annex_a');
  expect(all('gallery-group')).toHaveLength(0);
  await see('gallery-none');
  await type('gallery-find', 'PZDC');
  await see('tile-dispute_register');
  await type('gallery-find', '调处');
  await see('tile-dispute_register');
  await press('Enter');
  await vi.waitFor(() =>
    expect(router.currentRoute.value).toMatchObject({
      name: 'ledger',
      query: { form: 'dispute_register', month: '2026-10' },
    }),
  );
});

test('arrows walk over the forms, and a blank one is opened blank', async () => {
  await openAt('/forms');
  await see('tile-annex_a');
  (await field('gallery-blank')).click();
  (await field('gallery-find')).focus();
  await press('ArrowDown');
  expect(document.activeElement).toBe(await see('tile-annex_a'));
  await press('ArrowRight');
  const second = document.activeElement as HTMLElement;
  expect(second.dataset.testid).toBe('tile-dispute_register');
  await press('End');
  expect((document.activeElement as HTMLElement).dataset.testid).toBe('tile-person_sheet');
  (document.activeElement as HTMLElement).click();
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ form: 'person_sheet', blank: true }));
});

test('the form that was open is the one the arrows begin at', async () => {
  await openAt('/forms?form=talk_record');
  await see('tile-annex_a');
  await vi.waitFor(() => expect(maybe('tile-talk_record')?.tabIndex).toBe(0));
  expect(maybe('tile-annex_a')?.tabIndex).toBe(-1);
});
