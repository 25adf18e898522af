import type { FirewallRule } from '../../vocabulary/index.ts';
import type { AnsweredRemedy } from './cause-file.ts';
import { sh } from './command.ts';
import type { Facts } from '../observe/facts.ts';
import { placeOf } from '../observe/rules.ts';
import { acceptPort, deleteRule, isNftName, isNftTable, mayBeMeant } from './rule-command.ts';

/** How to let the port in, in the words of the firewall that was seen. */
export const openPort = (facts: Facts, verdict: 'drop' | 'reject'): AnsweredRemedy => {
  if (facts.rules?.purpose === 'invalid') return lookAtWays(facts);
  const { panel, port, rules, uncountedRules } = facts;
  const counted = rules?.inbound.find(({ rule }) => rule.verdict === verdict)?.rule;
  const rule = counted ?? uncountedRules?.find((candidate) => candidate.verdict === verdict);
  const named = rule === undefined ? '' : ` The rule is in ${placeOf(rule)}: ${rule.text}`;
  const alsoThere =
    panel?.name === undefined
      ? ''
      : ` The panel ${panel.name} keeps a list of its own: add the port there, too.`;
  const commands = commandsFor(facts, rule);
  const takesAway = rule !== undefined && commands.includes(deleteRule(rule) ?? '');
  return {
    action: 'open-port',
    text: `Let TCP port ${port} in through the server's firewall.${takesAway ? mayBeMeant : ''}${named}${alsoThere}`,
    commands,
  };
};

/** What conntrack calls INVALID are packets of a connection of which it has not seen the beginning (nft(8), ct). */
const lookAtWays = ({ rules }: Facts): AnsweredRemedy => {
  const rule = rules?.inbound[0]?.rule;
  const found = rule === undefined ? '' : ` The rule is in ${placeOf(rule)}: ${rule.text}`;
  return {
    action: 'look-further',
    text: `The server's firewall discards packets that its connection tracking finds INVALID: it sees one direction of the connection alone, or the packets are malformed. Leave the rule; see whether both directions pass this machine.${found}`,
    commands: ['conntrack -S', 'ip route'],
  };
};

/** A rule of the manager itself, or a policy that it set: its own commands mend that, and last. */
const isOf = (manager: 'ufw' | 'firewalld', rule: FirewallRule | undefined): boolean =>
  rule === undefined ||
  rule.kind === 'policy' ||
  (manager === 'ufw'
    ? /^ufw6?-/.test(rule.chain)
    : rule.table === 'inet firewalld' || /^(IN_|FWDI_|INPUT_)/.test(rule.chain));

const commandsFor = ({ port, rules }: Facts, rule: FirewallRule | undefined): string[] => {
  const { manager } = rules ?? {};
  // A manager writes its rules anew; a rule changed behind its back does not last.
  if (manager !== undefined && isOf(manager, rule)) {
    if (manager === 'ufw') return [sh`ufw allow ${`${port}/tcp`}`];
    return [sh`firewall-cmd --add-port=${port}/tcp`, 'firewall-cmd --runtime-to-permanent'];
  }
  if (rule === undefined) return ['iptables-save -c', 'nft list ruleset'];
  if (rule.backend === 'nft') return nftCommands(rule, port);
  // A rule that is for more than the port is left: what it stops otherwise is to be stopped.
  if (rule.kind === 'policy' || !isForPortAlone(rule, port)) return [acceptPort(rule, port)];
  return [deleteRule(rule) ?? `${rule.backend}-save -c`];
};

const isForPortAlone = ({ text }: FirewallRule, port: number): boolean =>
  new RegExp(` --dport ${port}(?= |$)`).test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')) &&
  !/! --dport/.test(text);

const nftCommands = ({ chain, table }: FirewallRule, port: number): string[] => {
  if (!isNftTable(table) || !isNftName(chain)) return ['nft -a list ruleset'];
  const place = [...table.split(' '), chain];
  return [sh`nft insert rule ${place} tcp dport ${port} accept`];
};
