// The whole window in a test: at an address, with the fake program behind it, driven by keys and clicks.
import { flushPromises, mount } from '@vue/test-utils';
import { expect, vi } from 'vitest';
import { createMemoryHistory } from 'vue-router';
import App from '../App.vue';
import { theWorld, type World } from '../host/fake/world';
import { createPages } from '../router';

const BOOK = '/books/xiangyang';

/** Opens the window at `path` with the filled book unlocked, after `prepare` has changed the fake's memory. */
export async function openAt(path: string, prepare: (world: World) => void = () => undefined) {
  theWorld().open = BOOK;
  prepare(theWorld());
  return start(path);
}

/** Opens the window on the books of the laptop. */
export async function openOutside(prepare: (world: World) => void = () => undefined, path = '/') {
  prepare(theWorld());
  return start(path);
}

async function start(path: string) {
  const router = createPages(createMemoryHistory());
  // The session is read before the first page, as at a real start.
  const { refreshSession } = await import('../state/session');
  await refreshSession().catch(() => undefined);
  await router.push(path);
  const wrapper = mount(App, { global: { plugins: [router] }, attachTo: document.body });
  await flushPromises();
  return { wrapper, router };
}

const at = (testid: string) => `[data-testid="${CSS.escape(testid)}"]`;
export const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(at(testid))];
export const maybe = (testid: string) => document.querySelector<HTMLElement>(at(testid));

/** The element with this test id, as soon as it is there. */
export const see = (testid: string) =>
  vi.waitFor(() => {
    const found = maybe(testid);
    expect(found, testid).not.toBeNull();
    return found as HTMLElement;
  });

export const gone = (testid: string) => vi.waitFor(() => expect(maybe(testid), testid).toBeNull());

/** Waits until the element says this. */
export const says = (testid: string, words: string | RegExp) =>
  vi.waitFor(() => expect(maybe(testid)?.textContent).toMatch(words));

export async function click(testid: string): Promise<void> {
  (await see(testid)).click();
  await flushPromises();
}

/** A field: the element itself or the one inside it. */
export async function field(testid: string): Promise<HTMLInputElement> {
  const found = await see(testid);
  return found instanceof HTMLInputElement ? found : (found.querySelector('input') as HTMLInputElement);
}

export async function type(testid: string, words: string): Promise<HTMLInputElement> {
  const input = await field(testid);
  input.focus();
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
  return input;
}

/** A key on the focused element. Returns whether the page took it. */
export async function press(key: string, how: KeyboardEventInit = {}): Promise<boolean> {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true, ...how });
  target.dispatchEvent(event);
  await flushPromises();
  return event.defaultPrevented;
}

/** What was asked of the program under this command, in order. */
export const asked = (command: string) =>
  theWorld()
    .calls.filter((call) => call.command === command)
    .map(({ req }) => req);

/** Keeps the next answer to this command back until it is let go. */
export function hold(command: string): () => Promise<void> {
  let release: () => void = () => undefined;
  theWorld().held.set(
    command,
    new Promise((resolve) => {
      release = resolve;
    }),
  );
  return async () => {
    release();
    await flushPromises();
  };
}
