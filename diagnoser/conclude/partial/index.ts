import { sh } from '../command.ts';
import { decides, type AnsweredRemedy, type CauseFile } from '../cause-file.ts';
import { localhostHalfServed } from '../localhost-other-family.ts';
import type { Facts } from '../../observe/facts.ts';

const deadIn = ({ addresses }: Facts): string =>
  addresses?.dead.map(({ address }) => address).join(', ') ?? '';

const remedyOf =
  (says: (dead: string, host: string) => string) =>
  (facts: Facts): AnsweredRemedy => {
    const { host } = facts.evidence.target;
    return {
      action: 'correct-record',
      text: says(deadIn(facts), host),
      commands: [sh`getent ahosts ${host}`],
    };
  };

const oneAddressDead: CauseFile = {
  cause: 'one-address-dead',
  prior: 2,
  judge: ({ addresses }) => [decides('addresses', addresses && !addresses.isIpv6)],
  remedy: remedyOf(
    (dead, host) =>
      `${host} leads to several addresses, and at ${dead} the connection does not come about: the client met that one. Take it out of the record where the zone is kept, or mend the machine that has it.`,
  ),
};

const ipv6Broken: CauseFile = {
  cause: 'ipv6-broken',
  prior: 3,
  judge: ({ addresses }) => [decides('addresses', addresses && addresses.isIpv6)],
  remedy: remedyOf(
    (dead, host) =>
      `${host} has IPv4 and IPv6 addresses, and over IPv6 (${dead}) the connection does not come about: the client went by IPv6. Take the AAAA record out where the zone is kept, or let the service be reached over IPv6: its listener, its firewall and the route. Until then IPv4 works.`,
  ),
};

/** Some addresses of the name accept; the plain client did not use one of them. */
export const causes: readonly CauseFile[] = [oneAddressDead, ipv6Broken, localhostHalfServed];
