import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { unanswered } from './unanswered.ts';

export const hostDownSameLan: CauseFile = {
  cause: 'host-down-same-lan',
  prior: 1,
  judge: ({ life, reply }) => [
    decides('reply', unanswered(reply)),
    decides('life', life?.nobody === 'target'),
  ],
  remedy: ({ address }) => ({
    action: 'start-host',
    text: `${address} is on a network of this machine, and no machine there answers for it (ARP, neighbour discovery). Start the machine, or use the address of one that runs. If the server is on another network, the netmask of this machine is too wide.`,
    commands: [sh`ip neigh show to ${address}`],
  }),
};
