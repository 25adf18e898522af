import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const noRoute: CauseFile = {
  cause: 'no-route',
  prior: 3,
  judge: ({ attempt, localPorts, reply }) => [
    decides('reply', reply === 'no-route' && attempt?.local === true),
    speaksAgainst('localPorts', localPorts?.ipv6Disabled),
  ],
  remedy: ({ address, attempt }) => ({
    action: 'fix-client-route',
    text:
      attempt?.code === 'ENETUNREACH'
        ? `This machine has no route to ${address}: its interface is down, has no address, or there is no default route. Set that right.`
        : `A route of this machine discards or prohibits what goes to ${address}. Delete that route where it is not meant.`,
    commands: [sh`ip route get ${address}`, 'ip -brief address'],
  }),
};
