import type { Runs } from './daemon.ts';

export const forwardsReady = 'it forwards';

/**
 * No program: the kernel leads what comes for the port to another machine (iptables-extensions(8), DNAT), and what
 * is answered back. The rules stand as long as this runs.
 */
export const forwarder = (port: number, upstream: string, ipVersion: 4 | 6): Runs => {
  const tool = ipVersion === 4 ? 'iptables' : 'ip6tables';
  const rules = [
    `PREROUTING -p tcp -m addrtype --dst-type LOCAL --dport ${port} -j DNAT --to-destination ${upstream}`,
    // The other machine answers to this one, whatever way it knows to the client.
    `POSTROUTING -p tcp -m conntrack --ctstate DNAT --dport ${port} -j MASQUERADE`,
  ];
  const all = (command: string): string =>
    rules.map((rule) => `${tool} -t nat ${command} ${rule}`).join('; ');
  return {
    capabilities: ['net_admin', 'net_raw'],
    argv: [
      'sh',
      '-c',
      `set -e; ${all('-A')}; trap '${all('-D')}; exit' TERM; echo ${forwardsReady}; sleep infinity & wait`,
    ],
  };
};
