import type { CauseFile } from '../cause-file.ts';
import { listenOnAll } from './rebind.ts';
import { resetByTarget } from './reset-by-target.ts';

export const loopbackBind: CauseFile = {
  cause: 'loopback-bind',
  prior: 8,
  judge: (facts) => resetByTarget(facts, 'loopback'),
  remedy: listenOnAll,
};
