import { expect, test } from 'vitest';
import { networkScript } from './network-script.ts';
import type { HostSpec } from './protocol.ts';

const host: HostSpec = {
  ...{ name: 'server', hostname: 'oak', hostsFile: [], resolvers: [], routes: [] },
  interfaces: [{ network: 'lan', addresses: ['10.231.0.2/24'] }],
  sysctls: { 'net.ipv4.ip_forward': '1', 'net.ipv6.conf.all.forwarding': '1' },
};

test('a host boots on a kernel without IPv6, which has no parameters of it', () => {
  expect(networkScript(host, true)).toContain('net/ipv6/conf/eth0/accept_dad');
  expect(networkScript(host, true)).toContain('net/ipv6/conf/all/forwarding');
  expect(networkScript(host, false)).not.toContain('ipv6');
  expect(networkScript(host, false)).toContain('net/ipv4/ip_forward');
});
