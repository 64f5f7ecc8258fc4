// What a new password has to be, wherever one is chosen: long enough, and the same twice.
import { start as text } from '../text';

/** In characters, as the program counts them. */
const LEAST = 6;

/** What is wrong, by field; nothing when it can be handed in. */
export function newPasswordMistakes(password: string, repeat: string): { password?: string; repeat?: string } {
  return {
    ...([...password].length < LEAST && { password: text.short }),
    ...(password !== repeat && { repeat: text.differ }),
  };
}
