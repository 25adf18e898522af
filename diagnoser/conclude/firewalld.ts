import type { FirewallRule } from '../../vocabulary/index.ts';
import { sh } from './command.ts';

/** Zone of a firewalld chain: `filter_IN_public_allow` in nftables, `IN_public` in iptables. */
const zoneOf = (chain: string): string | undefined =>
  /^(?:filter_)?IN_(?!policy_)([\w-]+?)(?:_(?:pre|log|deny|allow|post))?$/.exec(chain)?.[1];

/** Panic mode (firewall-cmd(1), --panic-on): a table of its own whose policies drop everything. */
const isPanic = (rules: readonly FirewallRule[]): boolean =>
  rules.some(
    ({ kind, table, verdict }) => table === panicTable && kind === 'policy' && verdict === 'drop',
  );

const panicTable = 'inet firewalld_policy_drop';

/**
 * Commands that open the port in firewalld. A zone has its own list of ports; an interface or a source
 * belongs to a zone, which may differ from the default zone that firewall-cmd uses.
 *
 * @param rule the rule that stopped the SYN, if known.
 */
export const openInFirewalld = (
  port: number,
  rule: FirewallRule | undefined,
  all: readonly FirewallRule[],
): { says?: string; commands: string[] } => {
  if (isPanic(all))
    return {
      says: 'firewalld is in panic mode, in which it drops all packets: nothing helps before that is ended, by firewall-cmd --panic-off, where it is no longer meant.',
      commands: ['firewall-cmd --query-panic'],
    };
  const used = new Set(all.flatMap(({ chain, text }) => zonesIn(chain, text)));
  const zone = (rule && zoneOf(rule.chain)) ?? (used.size === 1 ? [...used][0] : undefined);
  if (zone === undefined && used.size > 1)
    return {
      says: `Several zones are in use (${[...used].toSorted().join(', ')}): add the port in that of the interface by which the client comes, with firewall-cmd --zone=ZONE --add-port=${port}/tcp, then --runtime-to-permanent.`,
      commands: ['firewall-cmd --get-active-zones'],
    };
  const where = zone === undefined ? [] : [`--zone=${zone}`];
  return {
    commands: [
      sh`firewall-cmd ${[...where, `--add-port=${port}/tcp`]}`,
      'firewall-cmd --runtime-to-permanent',
    ],
  };
};

/** Zones to which a firewalld chain dispatches incoming packets: `iifname "eth0" goto filter_IN_public`. */
const zonesIn = (chain: string, text: string): string[] => {
  if (!/^(?:filter_)?INPUT_ZONES/.test(chain)) return [];
  const to = /(?:\b(?:goto|jump)| -[gj]) (\S+)$/.exec(text)?.[1];
  const zone = to === undefined ? undefined : zoneOf(to);
  return zone === undefined ? [] : [zone];
};
