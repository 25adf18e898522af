import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import type { Facts } from '../../observe/facts.ts';

export const noRoute: CauseFile = {
  cause: 'no-route',
  prior: 3,
  judge: ({ attempt, localPorts, reply }) => [
    decides('reply', reply === 'no-route' && attempt?.local === true),
    speaksAgainst('localPorts', localPorts?.ipv6Disabled),
  ],
  remedy: ({ address, attempt, route }) => ({
    action: 'fix-client-route',
    text:
      attempt?.code === 'ENETUNREACH'
        ? `This machine has no route to ${address}: ${lackOf(route?.idle)}. Set that right.`
        : `A route of this machine discards or prohibits what goes to ${address}. Delete that route where it is not meant.`,
    commands: [sh`ip route get ${address}`, 'ip -brief link', 'ip -brief address'],
  }),
};

/** An interface that is switched off loses its routes. */
const lackOf = (idle: NonNullable<Facts['route']>['idle'] = []): string => {
  const off = idle.filter(({ why }) => why === 'down').map(({ name }) => name);
  return off.length === 0
    ? 'its interface is down, has no address, or there is no default route'
    : `its interface ${off.toSorted().join(', ')} is down, with the routes that it had (ip link set … up; what sets up the network gives it its addresses and routes again), or there is no default route`;
};
