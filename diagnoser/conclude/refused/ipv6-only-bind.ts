import type { CauseFile } from '../cause-file.ts';
import { listenOnAll } from './rebind.ts';
import { resetByTarget } from './reset-by-target.ts';

export const ipv6OnlyBind: CauseFile = {
  cause: 'ipv6-only-bind',
  prior: 2,
  judge: (facts) => resetByTarget(facts, 'ipv6-only'),
  remedy: listenOnAll,
};
