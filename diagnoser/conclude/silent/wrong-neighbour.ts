import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { arrived } from './arrived.ts';

/** A permanent neighbour entry is rare and never verified: packets to a wrong one are lost. */
export const wrongNeighbour: CauseFile = {
  cause: 'wrong-neighbour',
  prior: 12,
  judge: (facts) => {
    const { life, reply } = facts;
    if (life?.permanent === undefined) return [];
    return [
      decides('reply', reply === 'silence'),
      decides('life', life.alive !== true),
      speaksAgainst('arrival', arrived(facts) === true),
    ];
  },
  remedy: ({ life }) => {
    const { address = '', device } = life?.permanent ?? {};
    return {
      action: 'correct-neighbour',
      text: `This machine has a permanent entry for the hardware address of ${address}, and never asks for it. Where it is wrong, nothing arrives. Delete it; the machine asks again.`,
      commands:
        device === undefined
          ? [sh`ip neigh show to ${address}`]
          : [sh`ip neigh del ${address} dev ${device}`],
    };
  },
};
