// The wait after a wrong password, counted down in seconds.
import { onScopeDispose, ref } from 'vue';
import { codes, type Failure } from '../host';

export function useWait() {
  const seconds = ref(0);
  let timer: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }
  onScopeDispose(stop);

  return {
    seconds,
    /** Takes the seconds from a refused password, where the program names them. */
    take(failure: Failure | null): void {
      if (failure === null || !(codes.waits as readonly string[]).includes(failure.code)) return;
      const named = Number.parseInt(failure.hint ?? '', 10);
      if (!(named > 0)) return;
      stop();
      seconds.value = named;
      timer = setInterval(() => {
        seconds.value -= 1;
        if (seconds.value <= 0) stop();
      }, 1000);
    },
  };
}
