import ipaddr from 'ipaddr.js';
import { UsageError } from '../errors.ts';
import type { Random } from './random.ts';

const usual = '10.231.0.0/16';

/**
 * Draws networks of a lab from one block of /24 subnets. They exist only in the lab's network namespaces, so they
 * cannot collide with routes of the machine or with other labs.
 *
 * `BADCONN_SUBNETS` names another block (IPv4, prefix /8 to /20), for users who want addresses in captures to look
 * like their own.
 */
export function subnets(
  random: Random,
  count: number,
  block = process.env['BADCONN_SUBNETS'],
): string[] {
  const given = block ?? usual;
  const bits = Number(given.split('/')[1]);
  const isValid = ipaddr.IPv4.isValidCIDRFourPartDecimal(given) && bits >= 8 && bits <= 20;
  if (!isValid) {
    throw new UsageError({
      code: 'USAGE_SUBNETS',
      what: `BADCONN_SUBNETS is ${block}; allowed is an IPv4 block from /8 to /20.`,
      next: `export BADCONN_SUBNETS=${usual}`,
    });
  }
  const { octets } = ipaddr.IPv4.networkAddressFromCIDR(given);
  const [a = 0, b = 0, c = 0] = octets;
  const start = (a * 256 + b) * 256 + c;
  return random.distinct(count, 0, 2 ** (24 - bits) - 1).map((index) => {
    const value = start + index;
    return [16, 8, 0].map((shift) => (value >> shift) & 255).join('.');
  });
}
