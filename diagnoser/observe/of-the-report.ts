import { aborts } from './aborts.ts';
import { arrival } from './arrival.ts';
import { connectionTable } from './connection-table.ts';
import { forward } from './forward.ts';
import { halfOpen } from './half-open.ts';
import { listeners } from './listeners.ts';
import { overflows } from './overflows.ts';
import { ownAddress } from './own-address.ts';
import { owner } from './owner.ts';
import { panel } from './panel.ts';
import { policies } from './policies.ts';
import { resets } from './resets.ts';
import { reversePath } from './reverse-path.ts';
import { routes } from './routes.ts';
import { rules } from './rules.ts';
import { services } from './services.ts';
import { standing } from './standing.ts';
import { unaccepted } from './unaccepted.ts';
import { uncountedRules } from './uncounted-rules.ts';
import { upstream } from './upstream.ts';
import { worker } from './worker.ts';

/** Observations from a server report, and what follows from it, in reporting order; reported after the client's. */
export const ofTheReport = [
  ownAddress,
  arrival,
  rules,
  uncountedRules,
  panel,
  forward,
  listeners,
  owner,
  unaccepted,
  worker,
  upstream,
  aborts,
  resets,
  services,
  halfOpen,
  overflows,
  routes,
  reversePath,
  policies,
  connectionTable,
  standing,
] as const;
