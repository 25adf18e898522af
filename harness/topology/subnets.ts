import { UsageError } from '../errors.ts';
import type { Random } from './random.ts';

const usual = '10.231.0.0/16';

/**
 * Networks of a lab, drawn from one block of /24 subnets. They exist only inside the lab's own
 * network namespaces: no route of the machine, and no other lab, can meet them.
 *
 * `BADCONN_SUBNETS` names another block (IPv4, prefix /8 to /20), for people who want addresses in
 * captures to look like their own.
 */
export function subnets(
  random: Random,
  count: number,
  block = process.env['BADCONN_SUBNETS'],
): string[] {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(block ?? usual) ?? [];
  const octets = parts.slice(1, 5).map(Number);
  const bits = Number(parts[5]);
  const valid = octets.every((octet) => octet <= 255) && bits >= 8 && bits <= 20;
  if (!valid) {
    throw new UsageError({
      code: 'USAGE_SUBNETS',
      what: `BADCONN_SUBNETS is ${block}; allowed is an IPv4 block from /8 to /20.`,
      next: `export BADCONN_SUBNETS=${usual}`,
    });
  }
  const first = octets.reduce((value, octet) => value * 256 + octet, 0);
  const start = Math.floor(first / 2 ** (32 - bits)) * 2 ** (32 - bits);
  const available = 2 ** (24 - bits);
  return random.distinct(count, 0, available - 1).map((index) => {
    const value = start + index * 256;
    return [24, 16, 8].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
  });
}
