import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** As transparent proxies set it up on the client itself; here nothing listens at its end. */
const rule = ({ aim, unusedPort }: Parameters<Change['apply']>[0]): string =>
  `-t nat -p tcp --dport ${aim.port} -j REDIRECT --to-ports ${unusedPort}`;

/** A client sends its connections for the target's port to a port of its own, where nobody is. */
export const redirectLocally = <const H extends string>(on: H): Change<H> => ({
  verb: 'redirectLocally',
  on,
  says: 'the client redirects connections for the port to a local port without a listener',
  apply: (placement) => [insertRule(on, 'OUTPUT', rule(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'OUTPUT', rule(placement), placement.ipVersion)],
});

/** The redirect is taken away. */
export const removeRedirect = <const H extends string>(on: H): Change<H> => ({
  verb: 'removeRedirect',
  on,
  says: 'the redirect on the client is gone',
  apply: (placement) => [deleteRule(on, 'OUTPUT', rule(placement), placement.ipVersion)],
  undo: (placement) => [insertRule(on, 'OUTPUT', rule(placement), placement.ipVersion)],
});
