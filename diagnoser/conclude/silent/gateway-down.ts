import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { unanswered } from './unanswered.ts';

export const gatewayDown: CauseFile = {
  cause: 'gateway-down',
  prior: 1,
  judge: ({ life, reply }) => [
    decides('reply', unanswered(reply)),
    decides('life', life?.nobody === 'gateway'),
  ],
  remedy: ({ address, evidence }) => {
    const [gateway = address] = evidence.neighbours
      .filter(({ isTarget, state }) => !isTarget && ['incomplete', 'failed'].includes(state))
      .map((one) => one.address)
      .toSorted();
    return {
      action: 'fix-client-route',
      text: `The route of this machine to ${address} leads to ${gateway}, and no machine on its network answers there: nothing has left for the server. Start that gateway, or let the route lead to one that runs.`,
      commands: [sh`ip route get ${address}`, sh`ip neigh show to ${gateway}`],
    };
  },
};
