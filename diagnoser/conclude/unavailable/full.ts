import type { Facts } from '../../observe/facts.ts';

/**
 * Whether the sockets towards the target account for there being no local port. Sockets of other
 * kinds can hold some ports of the range, so the half of it is asked for, not the whole.
 */
export const portsRanOut = ({ localPorts: ports }: Facts): boolean | undefined =>
  ports && ports.size > 0 && (ports.live + ports.timeWait) * 2 >= ports.size;
