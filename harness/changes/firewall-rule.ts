import type { Step } from './change.ts';

/**
 * A rule of iptables-nft (iptables(8)) at the top of a chain, put there once however often it is
 * asked for, and taken away alone.
 */
export const insertRule = (on: string, chain: string, rule: string): Step => ({
  kind: 'run',
  on,
  argv: ['sh', '-c', `iptables -C ${chain} ${rule} 2>/dev/null || iptables -I ${chain} ${rule}`],
});

export const deleteRule = (on: string, chain: string, rule: string): Step => ({
  kind: 'run',
  on,
  argv: ['sh', '-c', `! iptables -C ${chain} ${rule} 2>/dev/null || iptables -D ${chain} ${rule}`],
});
