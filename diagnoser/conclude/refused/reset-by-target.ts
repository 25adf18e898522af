import { decides, speaksAgainst, speaksFor, type Weight } from '../cause-file.ts';
import type { Facts } from '../../observe/facts.ts';
import type { Where } from '../../report/listening.ts';

/**
 * Marks shared by causes in which the server's own TCP sends the reset: no listening socket accepts the SYN (RFC
 * 9293, 3.10.7.1). `where` is where the server then listens on the port.
 */
export const resetByTarget = (facts: Facts, where: Where): (Weight | undefined)[] => {
  const { arrival, forward, listeners, reply, resets, rules } = facts;
  return [
    decides('reply', reply === 'reset' || (reply === 'refused' ? undefined : false)),
    decides('listeners', listeners && listeners.where === where),
    speaksAgainst('arrival', arrival && arrival.received === 0),
    // The TCP stack counts its own resets; a firewall's are not counted.
    speaksAgainst('resets', arrival && arrival.received > 0 && resets === 0),
    // A forwarded packet reaches no socket of the server.
    speaksAgainst('forward', forward?.counted ?? forward?.leadsAll),
    speaksFor('resets', resets),
    // A REJECT rule on the way in counted packets while the client tried.
    speaksAgainst(
      'rules',
      rules?.inbound.some(({ rule }) => rule.verdict === 'reject'),
    ),
  ];
};
