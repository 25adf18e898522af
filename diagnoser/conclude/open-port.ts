import type { FirewallRule } from '../../vocabulary/index.ts';
import { admitClient, isForSome } from './admitted.ts';
import type { AnsweredRemedy } from './cause-file.ts';
import { sh } from './command.ts';
import { openInFirewalld } from './firewalld.ts';
import { isIpv6 } from '../report/addresses.ts';
import { isInvalid } from '../report/purpose.ts';
import { latestOf } from '../observe/counters.ts';
import type { Facts } from '../observe/facts.ts';
import { destinationOf } from '../observe/forward.ts';
import { placeOf } from '../observe/rules.ts';
import {
  acceptAnswers,
  acceptPort,
  deleteRule,
  isNftName,
  isNftTable,
  mayBeMeant,
} from './rule-command.ts';

/** How to open the port, with the commands of the firewall that was found. */
export const openPort = (facts: Facts, verdict: 'drop' | 'reject'): AnsweredRemedy => {
  if (facts.rules?.purpose === 'invalid') return lookAtWays(facts);
  const { panel, port, rules, uncountedRules } = facts;
  const counted = rules?.inbound.find(({ rule }) => rule.verdict === verdict)?.rule;
  const possible = uncountedRules?.filter((candidate) => candidate.verdict === verdict);
  const rule = counted ?? possible?.find((one) => !isInvalid(one)) ?? possible?.[0];
  const named = rule === undefined ? '' : ` The rule is in ${placeOf(rule)}: ${rule.text}`;
  const alsoThere =
    panel?.name === undefined
      ? ''
      : ` The panel ${panel.name} keeps a list of its own: add the port there, too.`;
  const { commands: ofRule, says } = commandsFor(facts, rule);
  const also = rule === counted ? [] : otherPolicies(rule, possible);
  const commands = [
    ...new Set([...ofRule, ...also.flatMap((one) => commandsFor(facts, one).commands)]),
  ];
  const takesAway = rule !== undefined && commands.includes(deleteRule(rule) ?? '');
  return {
    action: 'open-port',
    text: `Let TCP port ${port} in through the server's firewall.${says === undefined ? '' : ` ${says}`}${takesAway ? mayBeMeant : ''}${named}${alsoThere}`,
    commands,
  };
};

/**
 * Policies of other base chains. nft does not count what a policy discards, and what one base chain accepts goes on
 * to the next (nft(8), VERDICT STATEMENTS): the port is to be open in each.
 */
const otherPolicies = (
  rule: FirewallRule | undefined,
  possible: readonly FirewallRule[] = [],
): FirewallRule[] =>
  rule?.kind === 'policy'
    ? possible.filter((one) => one.kind === 'policy' && one !== rule && one.hook === rule.hook)
    : [];

/** conntrack marks packets INVALID if it did not see the start of their connection (nft(8), ct). */
const lookAtWays = ({ rules }: Facts): AnsweredRemedy => {
  const rule = rules?.inbound[0]?.rule;
  const found = rule === undefined ? '' : ` The rule is in ${placeOf(rule)}: ${rule.text}`;
  return {
    action: 'look-further',
    text: `The server's firewall discards packets that its connection tracking finds INVALID: it sees one direction of the connection alone, or the packets are malformed. Leave the rule; see whether both directions pass this machine.${found}`,
    commands: ['conntrack -S', 'ip route'],
  };
};

/** Whether the manager owns the rule, or set the policy: then its own commands change it permanently. */
const isOf = (manager: 'ufw' | 'firewalld', rule: FirewallRule | undefined): boolean =>
  rule === undefined ||
  rule.kind === 'policy' ||
  (manager === 'ufw'
    ? /^ufw6?-/.test(rule.chain)
    : rule.table === 'inet firewalld' || /^(IN_|FWDI_|INPUT_)/.test(rule.chain));

interface Opening {
  says?: string;
  commands: string[];
}

const commandsFor = (facts: Facts, rule: FirewallRule | undefined): Opening => {
  const { evidence, port, rules } = facts;
  const { manager } = rules ?? {};
  const isOfManager = manager !== undefined && isOf(manager, rule);
  if (rule !== undefined && rule.hook !== 'forward' && isForSome(facts, rule)) {
    if (rule.backend === 'nft' && !isPlainPlace(rule)) return { commands: ['nft -a list ruleset'] };
    const says =
      'Rules let it in for some alone, which may be meant: admit this client, and not all.';
    return { says, commands: [admitClient(facts, rule, isOfManager)] };
  }
  // A manager rewrites its rules; a direct change would not persist.
  if (isOfManager && manager === 'ufw') return { commands: [sh`ufw allow ${`${port}/tcp`}`] };
  if (isOfManager) return openInFirewalld(port, rule, latestOf(evidence)?.firewall ?? []);
  if (rule === undefined) return { commands: ['iptables-save -c', 'nft list ruleset'] };
  if (rule.hook === 'forward' && facts.forward?.counted) return passOn(facts, rule);
  if (rule.backend === 'nft') return { commands: nftCommands(rule, port) };
  // A rule that covers more than the port stays: other packets are to be stopped.
  if (rule.kind === 'policy' || !isForPortAlone(rule, port))
    return { commands: [acceptPort(rule, port)] };
  return { commands: [deleteRule(rule) ?? `${rule.backend}-save -c`] };
};

/** After NAT, a packet has the forwarded address and port. */
const passOn = ({ evidence, forward, port }: Facts, rule: FirewallRule): Opening => {
  const to = (forward?.rule && destinationOf(forward.rule, port)) ?? '';
  const [, address = '', inner = String(port)] = /^\[?([\da-f.:]*?)\]?(?::(\d+))?$/i.exec(to) ?? [];
  const says = `The server forwards it to ${to}, and its rules for what passes through stop that; answers have to pass as well.`;
  const letsAnswers =
    latestOf(evidence)?.firewall.some(
      ({ hook, text, verdict }) =>
        hook === 'forward' && verdict === 'accept' && /\bestablished\b/i.test(text),
    ) ?? true;
  if (rule.backend !== 'nft') {
    const answers = letsAnswers ? [] : [acceptAnswers(rule)];
    return { says, commands: [acceptPort(rule, Number(inner), address), ...answers] };
  }
  if (!isPlainPlace(rule) || address === '') return { says, commands: ['nft -a list ruleset'] };
  const place = [...rule.table.split(' '), rule.chain];
  const family = isIpv6(address) ? 'ip6' : 'ip';
  const answers = letsAnswers
    ? []
    : [sh`nft insert rule ${place} ct state established,related accept`];
  return {
    says,
    commands: [
      sh`nft insert rule ${place} ${family} daddr ${address} tcp dport ${inner} accept`,
      ...answers,
    ],
  };
};

const isForPortAlone = ({ text }: FirewallRule, port: number): boolean =>
  new RegExp(` --dport ${port}(?= |$)`).test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')) &&
  !/! --dport/.test(text);

const isPlainPlace = ({ chain, table }: Pick<FirewallRule, 'chain' | 'table'>): boolean =>
  isNftTable(table) && isNftName(chain);

const nftCommands = ({ chain, table }: FirewallRule, port: number): string[] => {
  if (!isPlainPlace({ chain, table })) return ['nft -a list ruleset'];
  const place = [...table.split(' '), chain];
  return [sh`nft insert rule ${place} tcp dport ${port} accept`];
};
