import type { ListedPorts } from '../topology/lets-in.ts';
import type { IpVersion } from '../topology/topology.ts';
import { shell, type Step } from './change.ts';

const tool = { 4: 'iptables', 6: 'ip6tables' };

/** Inserts a rule of iptables-nft (iptables(8)) at the top of a chain, unless it is there already. */
export const insertRule = (on: string, chain: string, rule: string, ip: IpVersion = 4): Step =>
  shell(on, `${tool[ip]} -C ${chain} ${rule} 2>/dev/null || ${tool[ip]} -I ${chain} ${rule}`);

/**
 * Inserts rules, one after the other, each at the top of its chain. One process for all (iptables-restore(8)), and
 * what is there already is not looked for.
 */
export const insertRules = (on: string, rules: readonly string[], ip: IpVersion = 4): Step =>
  shell(
    on,
    [
      `${tool[ip]}-restore -n <<'END'`,
      '*filter',
      ...rules.map((rule) => `-I ${rule}`),
      'COMMIT',
      'END',
    ].join('\n'),
  );

export const deleteRule = (on: string, chain: string, rule: string, ip: IpVersion = 4): Step =>
  shell(on, `! ${tool[ip]} -C ${chain} ${rule} 2>/dev/null || ${tool[ip]} -D ${chain} ${rule}`);

/** Source match of a rule for listed ports. */
export const fromOf = ({ from }: ListedPorts): string => (from === undefined ? '' : `-s ${from} `);

/** Sets the policy of a chain: the verdict for packets that no rule decides on. */
export const setPolicy = (
  on: string,
  chain: string,
  policy: 'ACCEPT' | 'DROP',
  ip: IpVersion = 4,
): Step => ({ kind: 'run', on, argv: [tool[ip], '-P', chain, policy] });
