import { decides, speaksAgainst, speaksFor, type Weight } from '../cause-file.ts';
import type { Facts } from '../../observe/facts.ts';
import type { Where } from '../../report/listening.ts';

/**
 * What the causes have in common that make the server's own TCP send a reset: no listening socket
 * takes the SYN (RFC 9293, 3.10.7.1). `where` is how the server listens on the port then.
 */
export const resetByTarget = (facts: Facts, where: Where): (Weight | undefined)[] => {
  const { arrival, forward, listeners, reply, resets, rules } = facts;
  return [
    decides('reply', reply === 'reset' || (reply === 'refused' ? undefined : false)),
    decides('listeners', listeners && listeners.where === where),
    speaksAgainst('arrival', arrival && arrival.received === 0),
    // A stack that refuses counts the reset that it sends; a firewall's reset is not counted.
    speaksAgainst('resets', arrival && arrival.received > 0 && resets === 0),
    // What is led elsewhere meets no socket of the server.
    speaksAgainst('forward', forward?.counted ?? forward?.leadsAll),
    speaksFor('resets', resets),
    // A REJECT rule on the way in counted packets while the client tried.
    speaksAgainst(
      'rules',
      rules?.inbound.some(({ rule }) => rule.verdict === 'reject'),
    ),
  ];
};
