// What the tests' document lacks of a window: sizes, so that the virtual list shows rows, and modal dialogs.
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach } from 'vitest';
import { newWorld } from '../host/fake/world';
import { forgetSession } from '../state/session';

// A test of the build has no document.
if (typeof document !== 'undefined') prepareWindow();

function prepareWindow(): void {
  for (const side of ['offsetHeight', 'offsetWidth', 'clientHeight', 'clientWidth'] as const) {
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => 720 });
  }
  HTMLElement.prototype.scrollIntoView = () => undefined;
  HTMLElement.prototype.scrollTo = () => undefined;

  enableAutoUnmount(afterEach);
  beforeEach(() => {
    newWorld(true);
    forgetSession();
    document.body.innerHTML = '';
  });
}
