// The only file that imports @tauri-apps: how a command, its progress, a dropped file and a reload cross to the program.
// Deliberately not here: which commands there are (index.ts).
import { Channel, invoke } from '@tauri-apps/api/core';

/** How far a long command has come; `total` 0 = not known. */
export interface ProgressStep {
  done: number;
  total: number;
}

/** Sends one command and waits for its answer. Rejects with what the program threw. */
export function send(command: string, req?: unknown, onProgress?: (step: ProgressStep) => void): Promise<unknown> {
  const args: Record<string, unknown> = req === undefined ? {} : { req };
  if (onProgress) {
    const progress = new Channel<ProgressStep>();
    progress.onmessage = onProgress;
    args.progress = progress;
  }
  return invoke(command, args);
}

/** Calls `dropped` with the paths of files let go over the window. Returns how to stop. */
export async function onFilesDropped(dropped: (paths: string[]) => void): Promise<() => void> {
  // Half of what crosses at the start would be this module, which one page needs.
  const { getCurrentWebview } = await import('@tauri-apps/api/webview');
  return getCurrentWebview().onDragDropEvent((event) => {
    if (event.payload.type === 'drop') dropped(event.payload.paths);
  });
}

/** Starts the window anew, so that nothing of a closed book stays in its memory; `told` is what it says then. */
export function restart(told?: string): void {
  window.location.replace(told === undefined ? '#/' : `#/?told=${told}`);
  window.location.reload();
}
