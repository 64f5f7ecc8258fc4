// One running command of a page: whether it runs, how far it is, why it did not go through.
import { ref, shallowRef } from 'vue';
import { asFailure, cancelWork, type HostFailure, type ProgressStep } from '../host';

/** Commands that run anywhere in the window: while there is one, the idle lock waits. */
const running = ref(0);

export const somethingRuns = () => running.value > 0;

export function useWork() {
  const busy = ref(false);
  const failure = shallowRef<HostFailure | null>(null);
  const progress = shallowRef<ProgressStep | null>(null);

  /** Runs `act`; what it throws becomes `failure` and the answer null. */
  async function run<Answer>(act: () => Promise<Answer>): Promise<{ answer: Answer } | null> {
    busy.value = true;
    failure.value = null;
    progress.value = null;
    running.value += 1;
    try {
      return { answer: await act() };
    } catch (thrown) {
      failure.value = asFailure(thrown);
      return null;
    } finally {
      busy.value = false;
      progress.value = null;
      running.value -= 1;
    }
  }

  return {
    busy,
    failure,
    progress,
    run,
    onProgress: (step: ProgressStep) => {
      progress.value = step;
    },
    cancel: () => cancelWork(),
  };
}
