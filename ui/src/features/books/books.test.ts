import { expect, test, vi } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { forgetSession } from '../../state/session';
import { asked, click, field, maybe, openOutside, press, says, see, type } from '../../testing/window';

const PASSWORD = '示例密码八个字';

test('the only book is ready for its password, and Enter opens it', async () => {
  await openOutside();
  await type('password', PASSWORD);
  await press('Enter');
  await see('workbench-page');
  expect(maybe('place')?.textContent).toBe('向阳村 · 第一网格');
});

test('after a wrong password the wait is shown and nothing is tried before it is over', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await openOutside();
  await type('password', 'wrong');
  await press('Enter');
  await says('wait', /2 秒/);
  await says('error', /密码不对.*store.wrong_password/s);
  await type('password', PASSWORD);
  await press('Enter');
  expect(asked('open_book')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2000);
  await vi.waitFor(() => expect(maybe('wait')).toBeNull());
  await press('Enter');
  await see('workbench-page');
  vi.useRealTimers();
});

test('books that cannot be opened say why, and have no password field', async () => {
  await openOutside(({ books }) => {
    const book = books[0];
    if (!book) return;
    book.state = 'damaged';
    books.push(
      { ...book, dir: '/books/newer', name: '新版账', state: 'newer' },
      { ...book, dir: '/books/used', name: '在用账', state: 'in_use' },
    );
  });
  await says('books-page', /有损坏.*更新版本的程序.*另一个窗口/s);
  expect(maybe('password')).toBeNull();
  expect((await see('book-第一网格')).hasAttribute('disabled')).toBe(true);
});

test('the recovery code opens the book, and the new code has to be copied before going on', async () => {
  await openOutside();
  await click('forgot');
  await type('recovery-code', 'k7qm 2xdr 9htw pl4v');
  await type('new-password', '新的密码一共八字');
  await type('repeat-password', '新的密码一共八字');
  await press('Enter');
  expect((await see('recovery-groups')).dataset.code).not.toBe('K7QM-2XDR-9HTW-PL4V');
  expect(maybe('workbench-page')).toBeNull();
  await click('recovery-copied');
  await type('recovery-last', 'T0QS');
  await press('Enter');
  await see('workbench-page');
});

test('without a printer the recovery sheet says so', async () => {
  await openOutside(({ printers }) => {
    printers.length = 0;
  });
  await click('forgot');
  await type('recovery-code', 'K7QM2XDR9HTWPL4V');
  await type('new-password', '新的密码一共八字');
  await type('repeat-password', '新的密码一共八字');
  await press('Enter');
  await click('recovery-print');
  await says('recovery-sheet', /没有找到打印机/);
});

test('the sample book opens, is marked, and can be removed', async () => {
  const { router } = await openOutside();
  await click('open-sample');
  await see('workbench-page');
  expect(document.querySelector('.top')?.textContent).toContain('示例');
  theWorld().open = null;
  forgetSession();
  await router.push('/');
  await click('remove-sample');
  expect(asked('remove_sample')).toEqual([]);
  await click('remove-sample-yes');
  expect(theWorld().books.some(({ sample }) => sample)).toBe(false);
});

test('after a lock the window comes back to where it was', async () => {
  await openOutside(({ drafts }) => drafts.set('place', '/settings/check'));
  await type('password', PASSWORD);
  (await field('password')).focus();
  await press('Enter');
  await see('check-go');
  expect(theWorld().drafts.has('place')).toBe(false);
});
