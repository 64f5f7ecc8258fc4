import { expect, test } from 'vitest';
import { restarts } from '../../host/fake/wire';
import { theWorld } from '../../host/fake/world';
import {
  all,
  asked,
  click,
  field,
  gone,
  hold,
  maybe,
  openAt,
  openOutside,
  press,
  says,
  see,
  type,
} from '../../testing/window';

const PASSWORD = '示例密码八个字';

test('the last proven backup stands on the first page and leads to all of them', async () => {
  await openAt('/workbench');
  await says('backup-state', /2026-11-20 09:12/);
  await click('backup-state');
  await says('last-backup', /第 12 份，已验证.*又改过/s);
  expect(all('backup-row')).toHaveLength(3);
  expect(all('backup-restore')).toHaveLength(2);
  await click('backup-now');
  await says('notice', /第 13 份/);
});

test('a copy goes to the stick that is there', async () => {
  await openAt('/settings/backups', (world) => {
    world.stick = true;
  });
  await click('backup-copy');
  await see('place-stick');
  await click('save-go');
  await says('saved', /可以拔出/);
  expect(asked('copy_backup')).toEqual([{ folder: '/media/stick' }]);
});

test('a restore says what would be lost before anything is done, and closes the book', async () => {
  await openAt('/settings/backups');
  await click('backup-restore');
  await see('restore-page');
  await type('restore-secret', '记错的密码');
  await press('Enter');
  await says('restore-form', /密码不对/);
  await type('restore-secret', PASSWORD);
  await press('Enter');
  await says('restore-preview', /会丢.*登记走访.*登记出生/s);
  expect(asked('restore_backup')).toEqual([]);
  await press('Enter');
  await says('restored', /已恢复/);
  await says('restore-page', /恢复前的账本/);
  expect(asked('restore_backup')).toEqual([
    {
      dir: '/books/xiangyang',
      file: '/books/xiangyang/backups/12.hwb',
      password: PASSWORD,
      recovery_code: null,
    },
  ]);
  expect(theWorld().open).toBeNull();
});

test('who turns back from restoring an open book is in the settings again', async () => {
  const { router } = await openAt('/restore?dir=/books/xiangyang');
  await click('restore-back');
  await see('last-backup');
  expect(router.currentRoute.value.name).toBe('settings');
});

test('what was looked at is gone when another file is named', async () => {
  await openAt('/restore?dir=/books/xiangyang&file=/books/xiangyang/backups/12.hwb');
  await type('restore-secret', PASSWORD);
  await press('Enter');
  await see('restore-preview');
  await click('restore-choose');
  await gone('restore-preview');
});

test('a book that is damaged can be restored from where the books are listed', async () => {
  await openOutside(({ books }) => {
    for (const book of books) book.state = 'damaged';
  });
  await click('book-restore');
  await see('restore-page');
  expect(all('backup-row')).toHaveLength(3);
  await press('Enter');
  (await see('restore-form')).dispatchEvent(new Event('submit'));
  await says('restore-form', /请选一份备份/);
});

test('what would be lost is not shown for another secret than the one that was asked with', async () => {
  await openAt('/restore?dir=/books/xiangyang&file=/books/xiangyang/backups/12.hwb');
  const letGo = hold('restore_preview');
  await type('restore-secret', PASSWORD);
  await press('Enter');
  await type('restore-secret', '另一个密码');
  await letGo();
  expect(maybe('restore-preview')).toBeNull();
});

test('without a book there is only the file, and what is in it is looked at; nothing was put aside', async () => {
  await openOutside();
  expect((await see('restore')).textContent).toContain('从备份文件恢复一本');
  await click('restore');
  await says('restore-page', /备份文件在哪里/);
  expect(maybe('restore-page')?.textContent).not.toContain('或者写出');
  expect(maybe('restore-go')?.textContent).toContain('先看看里面有什么');
  await click('restore-choose');
  await type('restore-secret', PASSWORD);
  await press('Enter');
  await see('restore-preview');
  await press('Enter');
  await says('restored', /已恢复/);
  expect(maybe('restore-page')?.textContent).not.toContain('恢复前的账本');
});

test('a file on a stick restores the open book, and the button that finds it stands beside its field', async () => {
  await openAt('/settings/backups');
  await click('backup-from-stick');
  await see('restore-page');
  const button = await see('restore-choose');
  expect(button.parentElement?.contains(await field('restore-path'))).toBe(true);
  await click('restore-choose');
  await type('restore-secret', PASSWORD);
  await press('Enter');
  await see('restore-preview');
  expect(asked('restore_preview')).toEqual([
    expect.objectContaining({ dir: '/books/xiangyang', file: '/media/stick/第一网格 备份 000012.hwb' }),
  ]);
});

test('what a restore put aside does not become a new book', async () => {
  await openAt('/restore?dir=/books/xiangyang&file=/books/xiangyang/backups/12.hwb');
  await click('restore-apart');
  all('backup-restore')[1]?.click();
  await gone('restore-apart');
  await type('restore-secret', PASSWORD);
  await press('Enter');
  await see('restore-preview');
  expect(asked('restore_preview')).toEqual([
    expect.objectContaining({ dir: '/books/xiangyang', file: '/books/xiangyang/backups/10.hwb' }),
  ]);
});

test('a restore that fails has closed the book, says so, and the way out begins anew', async () => {
  const before = restarts.count;
  await openAt('/restore?dir=/books/xiangyang');
  await type('restore-path', '/media/pulled/备份.hwb');
  await type('restore-secret', PASSWORD);
  await press('Enter');
  await see('restore-preview');
  expect(maybe('restore-closed')).toBeNull();
  await press('Enter');
  await says('restore-form', /插好 U 盘/);
  await says('restore-closed', /账本已经关上/);
  await click('restore-back');
  expect(restarts.count).toBe(before + 1);
});
