import { expect, test } from 'vitest';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, gone, openAt, openOutside, press, says, see, type } from '../../testing/window';

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
