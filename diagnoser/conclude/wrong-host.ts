import { isName } from '../report/addresses.ts';
import { decides, speaksAgainst, speaksFor, type CauseFile } from './cause-file.ts';
import type { Facts } from './facts.ts';

/** A machine that answers, and is not the one that is meant. */
export const wrongHost: CauseFile = {
  cause: 'wrong-host',
  prior: 4,
  judge: (facts) => {
    const { alive, elsewhere, evidence, reply, server } = facts;
    // The url is taken at its word until something says that another machine is meant.
    if (elsewhere === undefined) return [];
    return [
      speaksFor('reply', ['reset', 'icmp', 'refused'].includes(reply)),
      speaksAgainst('life', reply === 'silence' && alive !== true),
      decides(evidence.intendedAddress === undefined ? 'own-address' : 'intended', elsewhere),
      // A name may be the right one, and lead to the wrong machine.
      speaksAgainst('intended', isName(evidence.target.host) && !nameIsWrong(facts)),
      // Whoever answers the client without a packet at the server is not the server.
      speaksFor('arrival', server?.rose && server.rose.received === 0),
      speaksAgainst('resets', server?.rose && server.rose.resets > 0),
    ];
  },
  remedy: (facts) => {
    const { address, evidence } = facts;
    const { intendedAddress, intendedName } = evidence;
    const right = [intendedName, intendedAddress].filter((one) => one !== undefined).join(', ');
    return {
      action: 'use-right-address',
      text: `${address} is another machine than the server. Connect to the server itself${right === '' ? '' : `: ${right}`}.`,
      commands: [],
    };
  },
};

/** The server that is meant has a name, and the client uses another; unknown is not wrong. */
const nameIsWrong = ({ evidence, elsewhere }: Facts): boolean => {
  const { intendedName, intendedAddress, target } = evidence;
  if (intendedAddress === undefined) return elsewhere !== false;
  return intendedName !== undefined && intendedName !== target.host;
};

/** On the wrong machine, nothing about the right one is the cause. */
export const onRightHost = (causes: readonly CauseFile[]): CauseFile[] =>
  causes.map((file) => ({
    ...file,
    judge: (facts) => [
      ...file.judge(facts),
      speaksAgainst('intended', facts.elsewhere && facts.evidence.intendedAddress !== undefined),
    ],
  }));
