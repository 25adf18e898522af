import type { Facts } from '../../diagnoser/index.ts';
import { stages, type Stage } from '../../vocabulary/index.ts';
import { exchangeRung, stayRung, tlsRung, upgradeRung } from './at-the-server.ts';
import { connectRung, localRung, nameRung, proxyRung } from './on-the-way.ts';
import type { Rung } from './rung.ts';

const tellers: Readonly<Record<Stage, (facts: Facts) => Rung | undefined>> = {
  name: nameRung,
  local: localRung,
  connect: connectRung,
  proxy: proxyRung,
  tls: tlsRung,
  upgrade: upgradeRung,
  exchange: exchangeRung,
  stay: stayRung,
};

/** The stages that the evidence covers, in order. Pure; also works on incomplete evidence. */
export const ladderOf = (facts: Facts): Rung[] =>
  (Object.keys(stages) as Stage[]).flatMap((stage) => tellers[stage](facts) ?? []);

/** The stages of a connection, by URL scheme. */
const passedBy: Readonly<Record<string, readonly Stage[]>> = {
  tcp: ['name', 'local', 'connect', 'exchange'],
  http: ['name', 'local', 'connect', 'upgrade', 'exchange'],
  ws: ['name', 'local', 'connect', 'upgrade', 'exchange'],
  https: ['name', 'local', 'connect', 'tls', 'upgrade', 'exchange'],
  wss: ['name', 'local', 'connect', 'tls', 'upgrade', 'exchange'],
};

/** The stages after the failed one. */
export function notReached(scheme: string, rungs: readonly Rung[]): Stage[] {
  const order = Object.keys(stages) as Stage[];
  const fails = rungs.find(({ outcome }) => outcome === 'failed');
  if (fails === undefined) return [];
  const told = rungs.map(({ stage }) => stage);
  return (passedBy[scheme] ?? []).filter(
    (stage) => order.indexOf(stage) > order.indexOf(fails.stage) && !told.includes(stage),
  );
}
