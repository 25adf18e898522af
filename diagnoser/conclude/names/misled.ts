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

/**
 * Replies that do not suggest a wrong machine: nothing was sent, or the machine accepted, and is taken for the
 * intended one.
 */
const unsent: readonly ReplyToSyn[] = ['accepted', 'no-port', 'no-address', 'own-firewall'];
/** Replies of a machine without the service, or of an address without a machine. */
const telling: readonly ReplyToSyn[] = ['reset', 'icmp', 'refused', 'silence', 'no-host'];

/**
 * Marks shared by causes that lead to another machine. Unless something tells which machine is at the address, it
 * may be another; packets that reach the server show that it is not.
 */
export const mayBeElsewhere = (facts: Facts): (Weight | undefined)[] => {
  const { arrival, intended, life, reply, resets, stay } = facts;
  const { elsewhere, meant } = intended;
  // A machine that answered on the established connection is taken for the intended one.
  if (stay !== undefined) return [speaksAgainst('stay', true)];
  // If the gateway is down, no packet leaves for any address.
  if (life?.nobody === 'gateway') return [speaksAgainst('life', true)];
  if (elsewhere === false) return [];
  return [
    speaksFor('reply', elsewhere === true ? !unsent.includes(reply) : telling.includes(reply)),
    speaksFor(meant === undefined ? 'ownAddress' : 'intended', elsewhere),
    // No packet reached the server, answered or not: the address belongs to another machine.
    speaksFor('arrival', elsewhere && arrival && arrival.received === 0),
    // The machine that the hosts file leads to counts these packets as its own.
    speaksAgainst('arrival', elsewhere === undefined && arrived(facts) && !ledHome(facts)),
    speaksAgainst('resets', !ledHome(facts) && resets),
  ];
};

/** Marks shared by causes that lead the correct name to another machine. */
export const misled = (facts: Facts): (Weight | undefined)[] => {
  const marks = mayBeElsewhere(facts);
  return marks.length === 0
    ? []
    : [...marks, speaksAgainst('intended', facts.intended.nameIsRight === false)];
};

/** Clears these causes where a CDN is at another address than the server: that is the cause. */
export const notMisled = (causes: readonly CauseFile[]): CauseFile[] =>
  alsoJudged(causes, (facts) =>
    speaksAgainst('web', facts.intended.elsewhere && facts.web?.sign !== undefined),
  );
