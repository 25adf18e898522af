import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { openPort } from '../open-port.ts';
import { byBanAlone } from '../silent/arrived.ts';
import { byKubeProxyAlone } from './no-backend.ts';

export const firewallReject: CauseFile = {
  cause: 'firewall-reject',
  prior: 6,
  judge: (facts) => {
    const { arrival, reply, resets, rules } = facts;
    const counted = rules?.inbound.some(
      ({ rule }) => rule.verdict === 'reject' && !/tcp-?(reset|rst)/.test(rule.rejectWith ?? ''),
    );
    const isOther = others.some((purpose) => purpose === rules?.purpose);
    return [
      // Only an ICMP error that arrived is this cause; a port without a listener sends a reset.
      decides(
        'reply',
        reply === 'icmp' || (reply === 'refused' ? undefined : told(reply, counted)),
      ),
      speaksFor('rules', counted && !isOther),
      speaksAgainst('rules', isOther || rules?.mayReject === false),
      speaksAgainst('uncountedRules', byBanAlone(facts) || byKubeProxyAlone(facts)),
      // A router, or this machine itself, may have answered.
      speaksAgainst('arrival', arrival && arrival.received === 0 && !counted),
      speaksAgainst('resets', reply === 'refused' && resets),
    ];
  },
  remedy: (facts) => openPort(facts, 'reject'),
};

/** Purposes of rules that other causes are about. */
const others = ['limit', 'ban', 'no-backend'] as const;

/** A rule may send net unreachable, as a router without a route does: its counter tells them apart. */
const told = (reply: string, counted: boolean | undefined): boolean =>
  reply === 'no-route' && counted === true;
