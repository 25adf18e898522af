import { endNow } from '../diagnoser/end-now.ts';

const endsMs = 30_000;

/**
 * Ctrl-C, TERM and HUP as one abort signal. A second Ctrl-C or TERM ends the process at once; the janitors remove
 * what is left. HUP may come several times on its own: from the terminal, the shell and the launcher.
 *
 * If anything keeps the process alive long after the signal, it is ended too, and the janitors clean up.
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
