// Reading a key press: whether an input method is composing, whether somebody is typing.
import { onBeforeUnmount, onMounted } from 'vue';

/** Hands every key press in the window to `take` while the component is there, but none of an input method's. */
export function useKeys(take: (event: KeyboardEvent) => void): void {
  const listen = (event: KeyboardEvent) => {
    if (!isComposing(event)) take(event);
  };
  onMounted(() => window.addEventListener('keydown', listen));
  onBeforeUnmount(() => window.removeEventListener('keydown', listen));
}

/** A sheet lies over the page: keys are its own. */
export const isCovered = () => document.querySelector('dialog[open]') !== null;

/** Enter or another key belongs to the input method. WebKit sends the Enter that ends a composition with code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** The key goes into a field, where Ctrl+Z, `?` and digits mean what they always mean. */
export function isTyping(event: Event): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}

/** Ctrl (or ⌘) with this letter and nothing else. */
export function isCtrl(event: KeyboardEvent, letter: string): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === letter;
}
