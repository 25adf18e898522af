import { isIpv6, isLoopback } from '../report/addresses.ts';
import { decides, type AnsweredRemedy, type CauseFile } from './cause-file.ts';
import { sh } from './command.ts';
import type { Facts } from '../observe/facts.ts';
import { resetByTarget } from './refused/reset-by-target.ts';

/**
 * Whether the client uses a loopback address, and all sockets of the port listen on the loopback address of the
 * other IP version.
 */
const isOtherFamily = ({ address, listeners }: Facts): boolean =>
  isLoopback(address) &&
  listeners?.where === 'elsewhere' &&
  listeners.listeners.every(
    (one) => isLoopback(one.address) && isIpv6(one.address) !== isIpv6(address),
  );

const remedy = ({ address, evidence, listeners, port }: Facts): AnsweredRemedy => {
  const { host } = evidence.target;
  const where = [...new Set(listeners?.listeners.map((one) => one.address))].toSorted().join(', ');
  const inUrl = isIpv6(address) ? '' : ` (in a URL: [${where}])`;
  const used = host === address ? address : `${host}, which leads to ${address}`;
  return {
    action: 'use-right-address',
    text: `The client uses ${used}, and the service of this machine listens on ${where} alone. Use ${where}${inUrl}, or let the service listen on both: its configuration has the address.`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`],
  };
};

/** No loopback address that the client tried accepts. */
export const localhostOtherFamily: CauseFile = {
  cause: 'localhost-other-family',
  prior: 4,
  narrows: ['bound-elsewhere'],
  judge: (facts) => (isOtherFamily(facts) ? resetByTarget(facts, 'elsewhere') : []),
  remedy,
};

/** Whether all addresses of the name are loopback addresses (RFC 6761, 6.3). */
const areOwn = ({ addresses }: Facts): boolean =>
  addresses !== undefined &&
  [...addresses.taking, ...addresses.dead.map(({ address }) => address)].every(isLoopback);

/** One address of localhost accepts, and the client tried the other. */
export const localhostHalfServed: CauseFile = {
  cause: 'localhost-other-family',
  prior: 4,
  narrows: ['one-address-dead', 'ipv6-broken'],
  judge: (facts) => [decides('addresses', areOwn(facts))],
  remedy: ({ addresses, evidence: { target }, port }) => {
    const [taking = ''] = addresses?.taking ?? [];
    const dead = addresses?.dead.map(({ address }) => address).join(', ');
    return {
      action: 'use-right-address',
      text: `${target.host} leads to ${dead} as well, and the service of this machine listens on ${taking} alone. Use ${taking} in place of ${target.host}, or let the service listen on both.`,
      commands: [sh`ss -ltn ${`sport = :${port}`}`, sh`getent ahosts ${target.host}`],
    };
  },
};
