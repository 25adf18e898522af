import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** A redirect as for a transparent proxy on the client itself; nothing listens on its port here. */
const rule = ({ aim, unusedPort }: Parameters<Change['apply']>[0]): string =>
  `-t nat -p tcp --dport ${aim.port} -j REDIRECT --to-ports ${unusedPort}`;

/** Redirects the client's connections to the target's port to a local port on which nothing listens. */
export const redirectLocally = <const H extends string>(on: H): Change<H> => ({
  verb: 'redirectLocally',
  on,
  says: 'the client redirects connections for the port to a local port without a listener',
  apply: (placement) => [insertRule(on, 'OUTPUT', rule(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'OUTPUT', rule(placement), placement.ipVersion)],
});

/** Removes the redirect. */
export const removeRedirect = <const H extends string>(on: H): Change<H> => ({
  verb: 'removeRedirect',
  on,
  says: 'the redirect on the client is gone',
  apply: (placement) => [deleteRule(on, 'OUTPUT', rule(placement), placement.ipVersion)],
  undo: (placement) => [insertRule(on, 'OUTPUT', rule(placement), placement.ipVersion)],
});
