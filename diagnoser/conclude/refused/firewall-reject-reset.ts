import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { openPort } from '../open-port.ts';

export const firewallRejectReset: CauseFile = {
  cause: 'firewall-reject-reset',
  prior: 5,
  judge: ({ reply, server }) => {
    const rose = server?.rose;
    const counted = server?.inbound.some(
      ({ rule }) => rule.verdict === 'reject' && /tcp-?(reset|rst)/.test(rule.rejectWith ?? ''),
    );
    const unsent = rose && rose.received > 0 && rose.resets === 0;
    const onTarget = server?.listening && server.listening.where === 'on-target';
    return [
      decides('reply', reply === 'reset' || (reply === 'refused' ? undefined : false)),
      speaksFor('rules', counted),
      speaksFor('resets', unsent),
      speaksFor('listeners', onTarget),
      speaksAgainst('arrival', rose && rose.received === 0 && !counted),
      // A port without a listener refuses by itself, unless the reset was another's.
      speaksAgainst('listeners', onTarget === false && !counted && !unsent),
      speaksAgainst('resets', rose && rose.resets > 0 && !counted && server?.rulesRead),
    ];
  },
  remedy: (facts) => openPort(facts, 'reject'),
};
