import type { Random } from './random.ts';
import { subnets } from './subnets.ts';
import type { IpVersion } from './topology.ts';

export interface NetworkBlock {
  /** With prefix length, as ip-route(8) takes it. */
  subnet: string;
  /** The address with host number `last` (1 to 254), without prefix length. */
  address(last: number): string;
}

/**
 * Networks of a lab: /24 of the block that `subnets` draws from, or /64 of one unique local prefix (RFC 4193, 3.2.2),
 * in the notation of RFC 5952.
 */
export function networkBlocks(draw: Random, count: number, ipVersion: IpVersion): NetworkBlock[] {
  if (ipVersion === 4) {
    return subnets(draw, count).map((block) => ({
      subnet: `${block}.0/24`,
      address: (last) => `${block}.${last}`,
    }));
  }
  const hex = (least: number, most: number): string => draw.integer(least, most).toString(16);
  const prefix = `fd${hex(0x10, 0xff)}:${hex(1, 0xffff)}:${hex(1, 0xffff)}`;
  return draw.distinct(count, 1, 0xff).map((index) => ({
    subnet: `${prefix}:${index.toString(16)}::/64`,
    address: (last) => `${prefix}:${index.toString(16)}::${last.toString(16)}`,
  }));
}
