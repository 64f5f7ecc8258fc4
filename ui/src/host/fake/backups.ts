// Backups of the fake book: two are there, one of them damaged.
import type { BackupDone, BackupRow, BackupState, RestoreDone, RestorePreview, RestoreRequest, Saved } from '../types';
import { fail, theWorld } from './world';

const row = (number: number, state: BackupRow['state'], over: Partial<BackupRow> = {}): BackupRow => ({
  file: `/books/xiangyang/backups/${number}.hwb`,
  name: `${number}.hwb`,
  number,
  state,
  made_at: '2026-11-20T01:12:00Z',
  bytes: 400_000,
  station: '第一网格',
  persons: 215,
  households: 62,
  ops: 40,
  ...over,
});

export const backupCommands = {
  list_backups: (): BackupRow[] => [
    row(12, 'proven'),
    row(11, 'damaged', { made_at: null, persons: null, households: null }),
    row(10, 'set_aside', { made_at: null, persons: null, households: null }),
  ],
  choose_backup: (): string => '/media/stick/第一网格 备份 000012.hwb',
  backup_state: (): BackupState & { failure: null } => ({ last: row(12, 'proven'), changed: true, failure: null }),
  backup_now: (): BackupDone => ({
    file: '/books/xiangyang/backups/13.hwb',
    sha256: 'a1',
    proven: true,
    number: 13,
    bytes: 400_000,
    made_at: '2026-11-21T01:12:00Z',
  }),
  copy_backup: ({ folder }: { folder: string }): Saved => ({
    file: `${folder}/第一网格 备份 000013.hwb`,
    sha256: 'a1',
    bytes: 400_000,
    removable: true,
    kept_old: null,
    others: [],
    message: '已存好，可以拔出 U 盘了',
  }),
  restore_preview({ password, file }: RestoreRequest): RestorePreview {
    if (password !== '示例密码八个字') fail('store.wrong_password', '密码不对。', 'password', '0');
    if (file.includes('11')) fail('backup.damaged', '这份备份已损坏，请选另一份');
    return {
      made_at: '2026-11-20T01:12:00Z',
      station: '第一网格',
      persons: 215,
      households: 62,
      ops: 40,
      live: 'read',
      changed_at: null,
      lost: 2,
      last_at: '2026-11-21T01:12:00Z',
      labels: ['登记走访', '登记出生'],
      gained: 0,
      other_secrets: false,
      message: '回到 2026-11-20 09:12，以后做的 2 步会丢。',
    };
  },
  restore_backup({ dir, file }: RestoreRequest): RestoreDone {
    theWorld().open = null;
    if (file.startsWith('/media/pulled')) fail('backup.gone', '备份文件读不到了，请插好 U 盘再试');
    const replaced = dir === null ? null : '/books/xiangyang/backups/replaced-000014';
    return { dir: dir ?? '/books/new', replaced, message: '已恢复' };
  },
};
