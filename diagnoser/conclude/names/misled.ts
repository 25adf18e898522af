import { decides, speaksAgainst, speaksFor, type CauseFile, type Mark } from '../cause-file.ts';
import type { Facts } from '../facts.ts';

/** What the causes have in common by which the client is led to another machine than is meant. */
export const misled = (facts: Facts): (Mark | undefined)[] => {
  const { elsewhere, evidence, reply, server } = facts;
  return [
    speaksFor('reply', !['accepted', 'no-port', 'no-address'].includes(reply)),
    decides(evidence.intendedAddress === undefined ? 'own-address' : 'intended', elsewhere),
    // Whoever answers, or does not, without a packet at the server is not the server.
    speaksFor('arrival', elsewhere && server?.rose && server.rose.received === 0),
    speaksAgainst('resets', server?.rose && server.rose.resets > 0),
  ];
};

/** Where a name or an accelerator leads elsewhere, that is the cause, and no choice of the client. */
export const notMisled = (causes: readonly CauseFile[]): CauseFile[] =>
  causes.map((file) => ({
    ...file,
    judge: (facts) => {
      const { edge, elsewhere, name } = facts;
      return [
        ...file.judge(facts),
        speaksAgainst(
          'names',
          elsewhere && (name?.source === 'dns' || (name?.source === 'hosts-file' && name.disputed)),
        ),
        speaksAgainst('web', elsewhere && edge?.sign !== undefined),
      ];
    },
  }));
