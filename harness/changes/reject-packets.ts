import type { Firewall } from '../topology/point.ts';
import type { Change } from './change.ts';
import { firewalld } from './firewalld.ts';
import { byTool, type RejectWith, type Ruling } from './host-firewall.ts';
import { iptables } from './iptables.ts';
import { nft } from './nft.ts';
import { ufwFirewall } from './ufw.ts';

/** The first tool is the one usually behind this reply: the default of the axis. */
const tools: Readonly<Record<RejectWith, Partial<Record<Firewall, Ruling>>>> = {
  'icmp-port-unreachable': {
    iptables: iptables.reject['icmp-port-unreachable'],
    nft: nft.reject['icmp-port-unreachable'],
  },
  'icmp-admin-prohibited': {
    firewalld: firewalld.reject['icmp-admin-prohibited'],
    iptables: iptables.reject['icmp-admin-prohibited'],
    nft: nft.reject['icmp-admin-prohibited'],
  },
  'tcp-reset': {
    iptables: iptables.reject['tcp-reset'],
    nft: nft.reject['tcp-reset'],
    ufw: ufwFirewall.reject['tcp-reset'],
  },
};

/**
 * A host's own firewall rejects packets to the target's port. Default reply of iptables: `icmp-port-unreachable`; of
 * firewalld: `icmp-admin-prohibited`; of ufw: `tcp-reset`.
 */
export const rejectPackets = <const H extends string>(on: H, rejectWith: RejectWith): Change<H> =>
  byTool(
    {
      ...{ verb: 'rejectPackets', on },
      says: `the firewall of the host answers packets to the port with ${rejectWith}`,
    },
    tools[rejectWith],
  );
