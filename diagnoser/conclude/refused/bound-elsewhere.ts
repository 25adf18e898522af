import type { CauseFile } from '../cause-file.ts';
import { listenOnAll } from './rebind.ts';
import { resetByTarget } from './reset-by-target.ts';

export const boundElsewhere: CauseFile = {
  cause: 'bound-elsewhere',
  prior: 3,
  judge: (facts) => resetByTarget(facts, 'elsewhere'),
  remedy: listenOnAll,
};
