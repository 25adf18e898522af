import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { arrived } from './arrived.ts';
import { unanswered } from './unanswered.ts';

export const hostDown: CauseFile = {
  cause: 'host-down',
  prior: 1,
  judge: (facts) => {
    const { life, ownAddress, reply } = facts;
    const alive = life?.alive;
    return [
      decides('reply', unanswered(reply)),
      decides('life', alive === undefined ? undefined : !alive),
      // A failed neighbour search means that the host is on this network, or behind a gateway that is down.
      speaksAgainst('life', life?.nobody !== undefined),
      // The machine of the report is up; the host is another one if the address is not its own.
      decides('ownAddress', ownAddress === undefined ? undefined : !ownAddress),
      speaksAgainst('arrival', arrived(facts) === true),
      speaksFor('arrival', arrived(facts) === false && ownAddress === false),
    ];
  },
  remedy: ({ address, ownAddress }) => ({
    action: 'start-host',
    text:
      ownAddress === false
        ? `No machine answers at ${address}, and it is no address of the server, by its report. Use an address of the server, or start the machine.`
        : `No machine answers at ${address}. Start it, or use the address of one that runs.`,
    commands: [sh`ip neigh show to ${address}`],
  }),
};
