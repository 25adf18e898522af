import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { openPort } from '../open-port.ts';
import { byManager, takenAway } from './arrived.ts';

export const hostFirewallDrop: CauseFile = {
  cause: 'host-firewall-drop',
  prior: 10,
  judge: (facts) => {
    const { alive, reply, server } = facts;
    const taken = takenAway(facts);
    return [
      decides('reply', reply === 'silence'),
      speaksAgainst('life', alive === false),
      speaksFor('rules', (server?.inbound.length ?? 0) > 0),
      speaksFor('uncounted-rules', taken !== false && (server?.uncounted.length ?? 0) > 0),
      decides('arrival', taken),
      speaksAgainst('panel', server?.panel !== undefined && byManager(facts)),
    ];
  },
  remedy: (facts) => openPort(facts, 'drop'),
};
