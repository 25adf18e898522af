import type { FirewallRule } from '../../vocabulary/index.ts';
import type { AnsweredRemedy } from './cause-file.ts';
import { sh } from './command.ts';
import type { Facts } from '../observe/facts.ts';
import { placeOf } from '../observe/rules.ts';
import { acceptPort, deleteRule, isNftName, isNftTable } from './rule-command.ts';

/** How to let the port in, in the words of the firewall that was seen. */
export const openPort = (facts: Facts, verdict: 'drop' | 'reject'): AnsweredRemedy => {
  const { panel, port, rules, uncountedRules } = facts;
  const counted = rules?.inbound.find(({ rule }) => rule.verdict === verdict)?.rule;
  const rule = counted ?? uncountedRules?.find((candidate) => candidate.verdict === verdict);
  const named = rule === undefined ? '' : ` The rule is in ${placeOf(rule)}: ${rule.text}`;
  const alsoThere =
    panel?.name === undefined
      ? ''
      : ` The panel ${panel.name} keeps a list of its own: add the port there, too.`;
  return {
    action: 'open-port',
    text: `Let TCP port ${port} in through the server's firewall.${named}${alsoThere}`,
    commands: commandsFor(facts, rule),
  };
};

const commandsFor = ({ port, rules }: Facts, rule: FirewallRule | undefined): string[] => {
  // A manager writes its rules anew; a rule changed behind its back does not last.
  if (rules?.manager === 'ufw') return [sh`ufw allow ${`${port}/tcp`}`];
  if (rules?.manager === 'firewalld') {
    return [sh`firewall-cmd --permanent --add-port=${port}/tcp`, 'firewall-cmd --reload'];
  }
  if (rule === undefined) return ['iptables-save -c', 'nft list ruleset'];
  if (rule.backend === 'nft') return nftCommands(rule, port);
  if (rule.kind === 'policy') return [acceptPort(rule, port)];
  return [deleteRule(rule) ?? `${rule.backend}-save -c`];
};

const nftCommands = ({ chain, kind, table }: FirewallRule, port: number): string[] => {
  if (!isNftTable(table) || !isNftName(chain)) return ['nft -a list ruleset'];
  const place = [...table.split(' '), chain];
  if (kind === 'policy') return [sh`nft insert rule ${place} tcp dport ${port} accept`];
  return [
    sh`nft -a list chain ${place}`,
    `${sh`nft delete rule ${place} handle`} <handle of that rule>`,
  ];
};
