import type { ListedPorts } from '../topology/lets-in.ts';
import type { IpVersion } from '../topology/topology.ts';
import { shell, type Step } from './change.ts';

const tool = { 4: 'iptables', 6: 'ip6tables' };

/**
 * A rule of iptables-nft (iptables(8)) at the top of a chain, put there once however often it is
 * asked for, and taken away alone.
 */
export const insertRule = (on: string, chain: string, rule: string, ip: IpVersion = 4): Step =>
  shell(on, `${tool[ip]} -C ${chain} ${rule} 2>/dev/null || ${tool[ip]} -I ${chain} ${rule}`);

export const deleteRule = (on: string, chain: string, rule: string, ip: IpVersion = 4): Step =>
  shell(on, `! ${tool[ip]} -C ${chain} ${rule} 2>/dev/null || ${tool[ip]} -D ${chain} ${rule}`);

/** The beginning of a rule for the ports of a list. */
export const fromOf = ({ from }: ListedPorts): string => (from === undefined ? '' : `-s ${from} `);

/** What a chain does with packets that none of its rules decides on. */
export const setPolicy = (
  on: string,
  chain: string,
  policy: 'ACCEPT' | 'DROP',
  ip: IpVersion = 4,
): Step => ({ kind: 'run', on, argv: [tool[ip], '-P', chain, policy] });
