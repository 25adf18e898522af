import {
  alsoJudged,
  speaksAgainst,
  speaksFor,
  type CauseFile,
  type Weight,
} from '../cause-file.ts';
import type { ReplyToSyn } from '../../observe/attempt.ts';
import type { Facts } from '../../observe/facts.ts';
import { ledHome } from '../../observe/intended.ts';
import { arrived } from '../silent/arrived.ts';

/** Nothing went to a server, or one took the connection and is taken for the one that is meant. */
const unsent: readonly ReplyToSyn[] = ['accepted', 'no-port', 'no-address', 'own-firewall'];
/** What a machine does that does not have the service, or that is not there. */
const telling: readonly ReplyToSyn[] = ['reset', 'icmp', 'refused', 'silence', 'no-host'];

/**
 * What the causes have in common by which the machine at the address is another than is meant. Where
 * nothing tells which machine it is, it may be; the server's own packets show that it is not.
 */
export const mayBeElsewhere = (facts: Facts): (Weight | undefined)[] => {
  const { arrival, intended, life, reply, resets, stay } = facts;
  const { elsewhere, meant } = intended;
  // A machine that answered on the connection is taken for the one that is meant.
  if (stay !== undefined) return [speaksAgainst('stay', true)];
  // Nothing leaves for any address by a gateway that is not there.
  if (life?.nobody === 'gateway') return [speaksAgainst('life', true)];
  if (elsewhere === false) return [];
  return [
    speaksFor('reply', elsewhere === true ? !unsent.includes(reply) : telling.includes(reply)),
    speaksFor(meant === undefined ? 'ownAddress' : 'intended', elsewhere),
    // Whoever answers, or does not, without a packet at the server is not the server.
    speaksFor('arrival', elsewhere && arrival && arrival.received === 0),
    // What the machine counts to which the line leads, it counts as itself.
    speaksAgainst('arrival', elsewhere === undefined && arrived(facts) && !ledHome(facts)),
    speaksAgainst('resets', !ledHome(facts) && resets),
  ];
};

/** By which the client is led to another machine, by a name that is the right one. */
export const misled = (facts: Facts): (Weight | undefined)[] => {
  const marks = mayBeElsewhere(facts);
  return marks.length === 0
    ? []
    : [...marks, speaksAgainst('intended', facts.intended.nameIsRight === false)];
};

/** Where an accelerator is at another address than the server's, that is the cause. */
export const notMisled = (causes: readonly CauseFile[]): CauseFile[] =>
  alsoJudged(causes, (facts) =>
    speaksAgainst('web', facts.intended.elsewhere && facts.web?.sign !== undefined),
  );
