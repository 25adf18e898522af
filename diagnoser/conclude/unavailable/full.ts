import type { Facts } from '../../observe/facts.ts';

/**
 * Whether the sockets towards the target explain the lack of a local port. Other sockets may hold some ports of the
 * range, so half of it suffices.
 */
export const portsRanOut = ({ localPorts: ports }: Facts): boolean | undefined =>
  ports && ports.size > 0 && (ports.live + ports.timeWait) * 2 >= ports.size;
