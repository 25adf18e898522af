import type { Placement } from '../topology/place.ts';
import type { Change, Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** The server name is in the ClientHello in clear text (RFC 6066, 3). */
const rule = ({ aim, domain }: Placement): string =>
  `-p tcp --dport ${aim.port} -m string --algo bm --string ${domain} -j REJECT --reject-with tcp-reset`;

const block = (on: string, placement: Placement): Step[] => [
  insertRule(on, 'FORWARD', rule(placement), placement.ipVersion),
];

const unblock = (on: string, placement: Placement): Step[] => [
  deleteRule(on, 'FORWARD', rule(placement), placement.ipVersion),
];

/** A router resets TLS connections for the service's name (SNI) and forwards all others. */
export const blockName = <const H extends string>(on: H): Change<H> => ({
  verb: 'blockName',
  on,
  says: 'the network in front of the server resets what asks for the name of the service',
  apply: (placement) => block(on, placement),
  undo: (placement) => unblock(on, placement),
});

/** A router no longer blocks the service's name. */
export const unblockName = <const H extends string>(on: H): Change<H> => ({
  verb: 'unblockName',
  on,
  says: 'the network in front of the server lets the name of the service through',
  apply: (placement) => unblock(on, placement),
  undo: (placement) => block(on, placement),
});
