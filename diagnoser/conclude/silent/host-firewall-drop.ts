import {
  decides,
  speaksAgainst,
  speaksFor,
  type AnsweredRemedy,
  type CauseFile,
} from '../cause-file.ts';
import type { Facts } from '../../observe/facts.ts';
import { openPort } from '../open-port.ts';
import { byBanAlone, byManager, takenAway } from './arrived.ts';

export const hostFirewallDrop: CauseFile = {
  cause: 'host-firewall-drop',
  prior: 10,
  judge: (facts) => {
    const { life, panel, policies, reply, rules, uncountedRules } = facts;
    const taken = takenAway(facts);
    const isOther = rules?.purpose === 'limit' || rules?.purpose === 'ban';
    return [
      decides('reply', reply === 'silence'),
      speaksAgainst('life', life?.alive === false),
      speaksFor('rules', (rules?.inbound.length ?? 0) > 0 && !isOther),
      speaksAgainst('rules', isOther),
      speaksFor(
        'uncountedRules',
        taken !== false && !byBanAlone(facts) && (uncountedRules?.length ?? 0) > 0,
      ),
      speaksAgainst('uncountedRules', byBanAlone(facts)),
      decides('arrival', taken),
      speaksFor('policies', policies),
      speaksAgainst('panel', panel?.name !== undefined && byManager(facts)),
    ];
  },
  remedy: (facts) => (facts.policies ? admitByPolicy(facts) : openPort(facts, 'drop')),
};

const admitByPolicy = ({ port }: Facts): AnsweredRemedy => ({
  action: 'open-port',
  text: `A policy of IPsec on the server discards what comes to TCP port ${port}: it blocks it, or takes it from an association alone, and this client has none. Have the IPsec of the server let it in (action allow, or a policy of bypass in its configuration), or have the client protect it.`,
  commands: ['ip xfrm policy', 'ip xfrm state'],
});
