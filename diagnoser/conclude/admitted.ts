import type { FirewallRule } from '../../vocabulary/index.ts';
import { isIpv6 } from '../report/addresses.ts';
import { namesPort } from '../report/rules.ts';
import { latestOf } from '../observe/counters.ts';
import type { Facts } from '../observe/facts.ts';
import { sh } from './command.ts';

const unquoted = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');

/** Matches sources except the named ones. */
const spares = /! -s |! --match-set \S+ src\b|\bsaddr != /;

/** Matches only certain sources or interfaces; `lo` does not count, since it carries the machine's own traffic. */
const isFromSome = (text: string): boolean =>
  / -s |--match-set \S+ src\b|\bsaddr\b/.test(text) ||
  / -i (?!lo )|\biif(?:name)? (?!"lo")/.test(text);

/** Whether the port is open for some clients only, so that opening it to all would defeat the rules' intent. */
export const isForSome = ({ evidence, port }: Facts, rule: FirewallRule | undefined): boolean => {
  if (rule !== undefined && spares.test(unquoted(rule.text))) return true;
  const { firewall = [] } = latestOf(evidence) ?? {};
  return firewall.some(
    ({ verdict, hook, text, ...other }) =>
      verdict === 'accept' &&
      hook === 'input' &&
      namesPort({ ...other, verdict, text }, port) === true &&
      isFromSome(text),
  );
};

/** Placeholder for the user: behind NAT, the server sees another address of the client than the client's own. */
const client = '<address of the client>';

/** Commands that open the port to this client only. */
export const admitClient = (
  { address, port, rules }: Facts,
  rule: FirewallRule,
  isOfManager: boolean,
): string => {
  const family = isIpv6(address) ? 'ipv6' : 'ipv4';
  if (isOfManager && rules?.manager === 'ufw')
    return sh`ufw insert 1 allow from ${'@'} to any port ${port} proto tcp`.replace('@', client);
  if (isOfManager)
    return `firewall-cmd --add-rich-rule='rule family="${family}" source address="${client}" port port="${port}" protocol="tcp" accept'`;
  if (rule.backend === 'nft') {
    const place = [...rule.table.split(' '), rule.chain];
    return `${sh`nft insert rule ${place}`} ${family === 'ipv6' ? 'ip6' : 'ip'} saddr ${client} tcp dport ${port} accept`;
  }
  const table = rule.table === 'filter' ? [] : ['-t', rule.table];
  return `${sh`${[rule.backend, ...table]} -I ${rule.chain}`} -s ${client} -p tcp --dport ${port} -j ACCEPT`;
};
