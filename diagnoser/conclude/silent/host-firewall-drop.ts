import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { openPort } from '../open-port.ts';
import { byBanAlone, byManager, takenAway } from './arrived.ts';

export const hostFirewallDrop: CauseFile = {
  cause: 'host-firewall-drop',
  prior: 10,
  judge: (facts) => {
    const { life, panel, reply, rules, uncountedRules } = facts;
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
      speaksAgainst('panel', panel?.name !== undefined && byManager(facts)),
    ];
  },
  remedy: (facts) => openPort(facts, 'drop'),
};
