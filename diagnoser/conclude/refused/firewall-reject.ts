import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { openPort } from '../open-port.ts';

export const firewallReject: CauseFile = {
  cause: 'firewall-reject',
  prior: 6,
  judge: ({ reply, resets, rules }) => {
    const counted = rules?.inbound.some(
      ({ rule }) => rule.verdict === 'reject' && !/tcp-?(reset|rst)/.test(rule.rejectWith ?? ''),
    );
    return [
      // Only an ICMP error that arrived is this cause; a port without a listener sends a reset.
      decides('reply', reply === 'icmp' || (reply === 'refused' ? undefined : false)),
      speaksFor('rules', counted),
      speaksAgainst('resets', reply === 'refused' && resets),
    ];
  },
  remedy: (facts) => openPort(facts, 'reject'),
};
