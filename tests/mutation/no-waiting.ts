import { setImmediate } from 'node:timers/promises';

/** In place of the one of node:timers/promises: a run that waits a second for each mutant takes hours. */
export const setTimeout = <T>(_ms?: number, value?: T): Promise<T | undefined> =>
  setImmediate(value);
