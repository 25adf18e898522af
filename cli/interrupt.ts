/**
 * Ctrl-C, TERM and HUP as one signal to abort. A second Ctrl-C ends the process at once; whatever
 * is then left on the engine is removed by the janitor.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}
