import type { Step } from './change.ts';

/** Sets a kernel parameter of a host's network namespace (sysctl(8)). */
export const setSysctl = (on: string, name: string, value: string): Step => ({
  kind: 'run',
  on,
  argv: ['sysctl', '-q', '-w', `${name}=${value}`],
});
