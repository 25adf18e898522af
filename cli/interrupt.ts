import { endNow } from '../diagnoser/end-now.ts';

const endsMs = 30_000;

/**
 * Ctrl-C, TERM and HUP as one signal to abort. A second Ctrl-C or TERM ends the process at once;
 * whatever is then left is removed by the janitors. HUP comes more than once by itself: from the
 * terminal, from the shell and from the launcher.
 *
 * What keeps the process alive long after that, whatever it is, is left to the janitors as well.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted && signal !== 'SIGHUP') endNow(130);
      controller.abort();
      setTimeout(() => endNow(130), endsMs).unref();
    });
  }
  return controller.signal;
}
