import type { Change } from './change.ts';
import { firewalld } from './firewalld.ts';
import { byTool } from './host-firewall.ts';
import { iptables } from './iptables.ts';
import { nft } from './nft.ts';
import { ufwFirewall } from './ufw.ts';

/** A host's own firewall accepts the target's port, before any other rule. */
export const openPort = <const H extends string>(on: H): Change<H> =>
  byTool(
    { verb: 'openPort', on, says: 'the firewall of the host lets the port in' },
    {
      iptables: iptables.allow,
      nft: nft.allow,
      ufw: ufwFirewall.allow,
      firewalld: firewalld.allow,
    },
  );
