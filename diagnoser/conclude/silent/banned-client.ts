import type { FirewallRule } from '../../../vocabulary/index.ts';
import { namedIn } from '../../report/sources.ts';
import { isNftName, isNftTable } from '../rule-command.ts';
import { placeOf } from '../../observe/rules.ts';
import { bannedBy } from '../../report/purpose.ts';
import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const bannedClient: CauseFile = {
  cause: 'banned-client',
  prior: 1,
  judge: ({ arrival, life, reply, rules, uncountedRules }) => {
    const counted = rules && rules.inbound.length > 0 ? rules.purpose === 'ban' : undefined;
    const bans = uncountedRules?.filter((rule) => bannedBy(rule) !== undefined);
    const uncounted = bans?.some(Boolean);
    return [
      decides(
        'reply',
        ['silence', 'icmp', ...(counted ? ['reset', 'refused'] : [])].includes(reply),
      ),
      speaksAgainst('life', life?.alive === false),
      // An ingress hook drops packets before IP counts them (nft(8), ingress hook).
      speaksAgainst(
        'arrival',
        arrival?.received === 0 && !counted && bans?.every(({ hook }) => hook !== 'ingress'),
      ),
      counted === undefined
        ? decides('uncountedRules', rules && uncounted)
        : decides('rules', counted),
    ];
  },
  remedy: ({ evidence, rules, uncountedRules }) => {
    const among = [...(rules?.inbound.map(({ rule }) => rule) ?? []), ...(uncountedRules ?? [])];
    const rule = among.find((one) => bannedBy(one) !== undefined);
    const { address, jail } = (rule && bannedBy(rule)) ?? {};
    // The address in the set, if it has the client's own; behind NAT the server sees another.
    const known = address ?? (rule && namedIn(rule, evidence.sources));
    const who = known ?? '<address of the client>';
    const found = rule === undefined ? '' : ` The rule is in ${placeOf(rule)}: ${rule.text}`;
    return {
      action: 'unban-client',
      text: `The server bans ${who}${jail === undefined ? '' : `, by fail2ban (jail ${jail})`}. Take the ban of this one address back, after its cause: failed logins, or too many requests.${found}`,
      commands:
        jail === undefined
          ? takeOut(rule, known)
          : [
              known === undefined
                ? `${sh`fail2ban-client set ${jail} unbanip`} ${who}`
                : sh`fail2ban-client set ${jail} unbanip ${known}`,
            ],
    };
  },
};

/** Takes one address out of the set that a rule matches (nft(8), ipset(8)). */
const takeOut = (rule: FirewallRule | undefined, address: string | undefined): string[] => {
  // nft reads its arguments as a script.
  if (rule === undefined || address === undefined || !/^[\da-f.:]+$/i.test(address)) return [];
  const [set] = (rule.sets ?? []).filter(({ elements }) => elements.includes(address));
  if (set === undefined) return [];
  if (rule.backend !== 'nft') return [sh`ipset del ${[set.set, address]}`];
  if (!isNftTable(rule.table) || !isNftName(set.set)) return [];
  return [sh`nft delete element ${[...rule.table.split(' '), set.set, `{ ${address} }`]}`];
};
