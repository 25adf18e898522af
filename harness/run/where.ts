import { arch, availableParallelism, release, type } from 'node:os';
import type { Machine } from '../events.ts';

export const thisMachine = (): Machine => ({
  system: `${type()} ${arch()}`,
  kernel: release(),
  cpus: availableParallelism(),
  node: process.version,
});
