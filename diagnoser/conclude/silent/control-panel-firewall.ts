import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { openPort } from '../open-port.ts';
import { byBanAlone, byManager, takenAway } from './arrived.ts';

export const controlPanelFirewall: CauseFile = {
  cause: 'control-panel-firewall',
  prior: 6,
  judge: (facts) => {
    const { life, panel, reply, rules } = facts;
    return [
      decides('reply', reply === 'silence'),
      speaksAgainst('life', life?.alive === false),
      decides('panel', panel && panel.name !== undefined),
      decides('arrival', takenAway(facts)),
      speaksAgainst('uncountedRules', byBanAlone(facts)),
      // A rule made by hand is not on the panel's list.
      speaksAgainst('rules', rules && rules.inbound.length > 0 && !byManager(facts)),
      speaksAgainst('rules', rules?.purpose === 'limit' || rules?.purpose === 'ban'),
    ];
  },
  remedy: (facts) => {
    const { commands } = openPort(facts, 'drop');
    const panel = facts.panel?.name ?? 'the hosting panel';
    return {
      action: 'open-port',
      text: `Add TCP port ${facts.port} to the open ports of ${panel} (Security, Firewall). What the panel does not know it closes again.`,
      commands,
    };
  },
};
