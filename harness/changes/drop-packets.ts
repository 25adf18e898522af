import type { Change } from './change.ts';
import { byTool } from './host-firewall.ts';
import { iptables } from './iptables.ts';
import { nft } from './nft.ts';
import { ufwFirewall } from './ufw.ts';

/**
 * A host's own firewall silently drops packets to the target's port: by a rule for that port, or because it drops all
 * that is not listed.
 */
export const dropPackets = <const H extends string>(on: H): Change<H> =>
  byTool(
    {
      ...{ verb: 'dropPackets', on, asks: 'letsIn' },
      says: 'the firewall of the host discards packets to the port',
    },
    { iptables: iptables.drop, nft: nft.drop, ufw: ufwFirewall.drop },
  );
