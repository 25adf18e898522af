import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { openPort } from '../open-port.ts';

export const firewallRejectReset: CauseFile = {
  cause: 'firewall-reject-reset',
  prior: 5,
  judge: ({ arrival, forward, listeners, reply, resets, rules, stay }) => {
    const counted = rules?.inbound.some(
      ({ rule }) => rule.verdict === 'reject' && /tcp-?(reset|rst)/.test(rule.rejectWith ?? ''),
    );
    const unsent = arrival && arrival.received > 0 && resets === 0;
    const onTarget = listeners && listeners.where === 'on-target';
    const isOther = rules?.purpose === 'limit' || rules?.purpose === 'ban';
    return [
      decides('reply', reply === 'reset' || (reply === 'refused' ? undefined : false)),
      speaksFor('rules', counted && !isOther),
      speaksAgainst('rules', isOther || rules?.mayReject === false),
      // A firewall sends no FIN.
      speaksAgainst('stay', stay?.ended === 'closed'),
      speaksFor('resets', unsent),
      speaksAgainst('forward', forward?.counted && !counted),
      speaksFor('listeners', onTarget),
      speaksAgainst('arrival', arrival && arrival.received === 0 && !counted),
      // A port without a listener refuses by itself, unless the reset came from elsewhere.
      speaksAgainst('listeners', onTarget === false && !counted && !unsent),
      speaksAgainst('resets', resets && !counted && rules?.areAllRead),
    ];
  },
  remedy: (facts) => openPort(facts, 'reject'),
};
