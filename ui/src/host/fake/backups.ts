// Backups of the fake laptop: one proven, one damaged, one book put aside; restoring takes any password but a wrong one.
import type {
  BackupDone,
  BackupRow,
  BackupState,
  RestoreDone,
  RestorePreview,
  RestoreRequest,
  UndoRestore,
} from '../types';
import { fail, theWorld } from './world';

const row = (number: number, more: Partial<BackupRow>): BackupRow => {
  const name = `${String(number).padStart(6, '0')}-20260331-1730.hwb`;
  const made = { made_at: '2026-03-31T09:30:00.000Z', bytes: 1_250_304, station: '第一网格' };
  const counts = { persons: 172, households: 40, ops: 31 };
  return { file: `/books/backups/${name}`, name, number, state: 'proven', ...made, ...counts, ...more };
};

const unknown = { made_at: null, station: null, persons: null, households: null, ops: null };
let rows: BackupRow[] = [row(3, {}), row(2, { ...unknown, state: 'damaged' }), row(1, {})];

function checkSecret({ password, recovery_code }: UndoRestore | RestoreRequest): void {
  if (!password && !recovery_code) fail('no_password', '请输入备份那天的密码，或那天的恢复码。', 'password');
  if (password === '不对') fail('store.wrong_password', '密码不对；备份要用备份那天的密码打开。', 'password', '2');
}

export const backupCommands = {
  list_backups: (): BackupRow[] => rows,
  look_at_backup: ({ file }: { file: string }): BackupRow =>
    rows.find((one) => one.file === file) ?? fail('backup.none', '这个文件不是红网台账的备份。'),
  choose_backup: () => row(3, {}).file,
  backup_state: (): BackupState & { failure: null } => ({
    last: rows.find(({ state }) => state === 'proven') ?? null,
    changed: false,
    failure: null,
  }),
  backup_now(): BackupDone {
    const made = row(Math.max(0, ...rows.map(({ number }) => number)) + 1, {});
    rows = [made, ...rows];
    const { file, number, bytes } = made;
    return { file, number, bytes, sha256: '0'.repeat(64), proven: true, made_at: made.made_at ?? '' };
  },
  copy_backup: ({ folder }: { folder: string }) => ({
    file: `${folder}/第一网格 备份 000003-20260331-1730.hwb`,
    sha256: '0'.repeat(64),
    bytes: 1_250_304,
    removable: true,
    kept_old: null,
    others: [],
    message: '已存好，可以拔出',
  }),
  restore_preview(req: RestoreRequest): RestorePreview {
    checkSecret(req);
    return {
      made_at: '2026-03-31T09:30:00.000Z',
      station: '第一网格',
      persons: 172,
      households: 40,
      ops: 31,
      live: 'read',
      changed_at: null,
      lost: 2,
      last_at: '2026-03-31T10:02:11.000Z',
      labels: ['登记走访', '登记死亡'],
      gained: 0,
      other_secrets: false,
      message: '备份以后做的 2 次操作会没有；现在的账本会整个收起来，可以撤回',
    };
  },
  restore_backup(req: RestoreRequest): RestoreDone {
    checkSecret(req);
    theWorld().open = null;
    return { dir: req.dir ?? '/books/第一网格', replaced: '/books/backups/replaced-000004', message: '已恢复' };
  },
  undo_restore(req: UndoRestore): RestoreDone {
    checkSecret(req);
    theWorld().open = null;
    return { dir: req.dir, replaced: '/books/backups/replaced-000005', message: '已撤回恢复' };
  },
};
