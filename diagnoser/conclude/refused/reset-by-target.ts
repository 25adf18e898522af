import { decides, speaksAgainst, speaksFor, type Mark } from '../cause-file.ts';
import type { Facts } from '../facts.ts';
import type { Where } from '../../report/listening.ts';

/**
 * What the causes have in common that make the server's own TCP send a reset: no listening socket
 * takes the SYN (RFC 9293, 3.10.7.1). `where` is how the server listens on the port then.
 */
export const resetByTarget = (facts: Facts, where: Where): (Mark | undefined)[] => {
  const { reply, server } = facts;
  const rose = server?.rose;
  return [
    decides('reply', reply === 'reset' || (reply === 'refused' ? undefined : false)),
    decides('listeners', server?.listening && server.listening.where === where),
    speaksAgainst('arrival', rose && rose.received === 0),
    // A stack that refuses counts the reset that it sends; a firewall's reset is not counted.
    speaksAgainst('resets', rose && rose.received > 0 && rose.resets === 0),
    speaksFor('resets', rose && rose.resets > 0),
    speaksAgainst('rules', rejectCounted(facts)),
  ];
};

/** A REJECT rule on the way in counted packets while the client tried. */
const rejectCounted = ({ server }: Facts): boolean =>
  server?.inbound.some(({ rule }) => rule.verdict === 'reject') ?? false;
