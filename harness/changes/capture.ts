import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';
import { nginx, nginxReady } from '../topology/nginx.ts';
import type { Placement } from '../topology/place.ts';

const portalPort = 9180;

const rule = ({ aim }: Placement): string =>
  `-t nat -p tcp --dport ${aim.port} -j REDIRECT --to-ports ${portalPort}`;

/** A network's router answers in place of every server, like a captive portal (RFC 8952; RFC 6585, 6). */
export const capture = <const H extends string>(on: H): Change<H> => ({
  verb: 'capture',
  on,
  says: 'the network answers in place of the server',
  apply: (placement) => [
    {
      ...{ kind: 'start', on, name: 'portal', ready: nginxReady },
      ...nginx(
        '',
        `  server {
    listen ${portalPort};
    listen [::]:${portalPort};
    return 511;
  }`,
      ),
    },
    insertRule(on, 'PREROUTING', rule(placement), placement.ipVersion),
  ],
  undo: (placement) => [
    deleteRule(on, 'PREROUTING', rule(placement), placement.ipVersion),
    { kind: 'end', on, name: 'portal' },
  ],
});

/** The user has signed in: the router forwards the client's packets. */
export const signIn = <const H extends string>(on: H): Change<H> => ({
  verb: 'signIn',
  on,
  says: 'the user has signed in to the network',
  apply: (placement) => [deleteRule(on, 'PREROUTING', rule(placement), placement.ipVersion)],
  undo: (placement) => [insertRule(on, 'PREROUTING', rule(placement), placement.ipVersion)],
});
