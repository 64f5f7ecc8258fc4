import { expect, test } from 'vitest';
import { theWorld } from '../host/fake/world';
import { asked, click, field, openAt, see, type } from '../testing/window';

test('a typed folder is a draft until something is saved there', async () => {
  await openAt('/ledger', ({ drafts }) => drafts.set('folder', JSON.stringify('/data/上次没存')));
  await click('save-pdf');
  await see('place-stick');
  expect((await field('folder-path')).value).toBe('/data/上次没存');
  await type('folder-path', '/data/报表');
  await click('save-go');
  await see('saved');
  expect(theWorld().drafts.has('folder')).toBe(false);
  await click('save-again');
  expect((await field('folder-path')).value).toBe('');
});

test('what goes onto a stick goes onto the one that is in, whatever folder was typed before', async () => {
  await openAt('/settings/backups', ({ drafts }) => drafts.set('folder', JSON.stringify('/data/上次没存')));
  await click('backup-copy');
  await see('place-stick');
  await click('save-go');
  await see('saved');
  expect(asked('copy_backup')).toEqual([{ folder: '/media/stick' }]);
  expect(theWorld().drafts.has('folder')).toBe(true);
});
