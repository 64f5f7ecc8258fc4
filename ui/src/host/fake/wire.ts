// Takes the place of wire.ts in tests and in `npm run dev`: answers commands from an invented store. Never in the build.
import type { ProgressStep } from '../wire';
import { activityCommands } from './activities';
import { assessCommands } from './assess';
import { backupCommands } from './backups';
import { bookCommands } from './books';
import { closingCommands } from './closings';
import { commitmentCommands } from './commitments';
import { dutyCommands } from './duties';
import { eventCommands } from './events';
import { formCommands } from './forms';
import { importCommands } from './imports';
import { matterCommands } from './matters';
import { meetingCommands } from './meetings';
import { organisationCommands } from './organisation';
import { recordCommands } from './records';
import { settingCommands } from './settings';
import { visitCommands } from './visits';
import { workCommands } from './work';
import { copy, fail, newWorld, theWorld } from './world';
import { yearCommands } from './year';

export type { ProgressStep } from '../wire';

export type Command = (req: never, onProgress: (step: ProgressStep) => void) => unknown;

const commands: Record<string, Command> = {
  ...activityCommands,
  ...assessCommands,
  ...bookCommands,
  ...dutyCommands,
  ...backupCommands,
  ...closingCommands,
  ...commitmentCommands,
  ...recordCommands,
  ...eventCommands,
  ...visitCommands,
  ...importCommands,
  ...meetingCommands,
  ...formCommands,
  ...matterCommands,
  ...settingCommands,
  ...organisationCommands,
  ...workCommands,
  ...yearCommands,
};

/** `npm run dev` begins with a filled book; `?empty` with a bare laptop. */
newWorld(typeof window !== 'undefined' && !window.location.search.includes('empty'));

const OUTSIDE = [
  'list_books',
  'create_book',
  'open_book',
  'open_with_recovery',
  'open_sample',
  'remove_sample',
  'list_backups',
  'choose_backup',
  'restore_preview',
  'restore_backup',
  'text_size',
  'set_text_size',
];

export async function send(
  command: string,
  req?: unknown,
  onProgress: (step: ProgressStep) => void = () => undefined,
): Promise<unknown> {
  const asked = req === undefined ? undefined : copy(req);
  theWorld().calls.push({ command, req: asked });
  const act = commands[command];
  if (!act) return fail('no_command', `没有这个命令：${command}`);
  if (theWorld().open === null && !OUTSIDE.includes(command)) return fail('no_book', '还没有打开账本。');
  const held = theWorld().held.get(command);
  theWorld().held.delete(command);
  const answer = await act(asked as never, onProgress);
  if (held) await held;
  return answer === undefined ? null : copy(answer);
}

let dropped: ((paths: string[]) => void) | null = null;

export async function onFilesDropped(listener: (paths: string[]) => void): Promise<() => void> {
  dropped = listener;
  return () => {
    dropped = null;
  };
}

/** Lets files go over the window. */
export const dropFiles = (paths: string[]) => dropped?.(paths);

export const restarts = { count: 0 };

export function restart(told?: string): void {
  restarts.count += 1;
  window.location.hash = told === undefined ? '#/' : `#/?told=${told}`;
}
