import type { Runs } from './daemon.ts';

export const forwardsReady = 'it forwards';

/**
 * Forwards a port to another machine by DNAT rules in the kernel (iptables-extensions(8)), without a program. The
 * rules exist as long as this process runs.
 */
export const forwarder = (port: number, upstream: string, ipVersion: 4 | 6): Runs => {
  const tool = ipVersion === 4 ? 'iptables' : 'ip6tables';
  const rules = [
    `PREROUTING -p tcp -m addrtype --dst-type LOCAL --dport ${port} -j DNAT --to-destination ${upstream}`,
    // The other machine replies to this one, whatever its own route to the client is.
    `POSTROUTING -p tcp -m conntrack --ctstate DNAT --dport ${port} -j MASQUERADE`,
  ];
  const all = (command: string): string =>
    rules.map((rule) => `${tool} -t nat ${command} ${rule}`).join('; ');
  return {
    capabilities: ['net_admin', 'net_raw'],
    argv: [
      'sh',
      '-c',
      `set -e; ${all('-A')}; trap '${all('-D')}; kill $!; exit' TERM; echo ${forwardsReady}; sleep infinity & wait`,
    ],
  };
};
