import { createHmac, createSecretKey } from 'node:crypto';
import { isIP } from 'node:net';

/** An address as its bits, most significant first. */
interface Bits {
  width: 32 | 128;
  value: bigint;
}

/**
 * Number of leading bits to keep: the kind of address (RFC 6890) must remain, since verdicts depend on it. All bits
 * of addresses that identify nobody.
 */
const kinds: readonly [address: string, prefix: number, kept: number][] = [
  ['0.0.0.0', 8, 32],
  ['10.0.0.0', 8, 8],
  ['100.0.0.0', 8, 16],
  ['127.0.0.0', 8, 32],
  ['169.0.0.0', 8, 16],
  ['172.16.0.0', 12, 12],
  ['172.0.0.0', 8, 16],
  ['192.0.0.0', 8, 16],
  ['198.0.0.0', 8, 16],
  ['203.0.0.0', 8, 16],
  ['224.0.0.0', 3, 32],
  ['0.0.0.0', 0, 8],
  ['::', 127, 128],
  ['fe80::', 10, 64],
  ['fc00::', 7, 8],
  ['ff00::', 8, 128],
  ['::', 0, 16],
];

const v4 = (text: string): bigint =>
  text.split('.').reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);

function v6(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const low = dotted ? v4(dotted[2] ?? '') : undefined;
  const words = low === undefined ? text : `${dotted?.[1]}${hex(low >> 16n)}:${hex(low & 0xffffn)}`;
  const [head = '', tail] = words.split('::');
  const list = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const gap = tail === undefined ? 0 : 8 - list(head).length - list(tail).length;
  return [...list(head), ...Array<string>(gap).fill('0'), ...list(tail)].reduce(
    (value, word) => (value << 16n) | BigInt(`0x${word}`),
    0n,
  );
}

const hex = (value: bigint): string => value.toString(16);

const read = (text: string): Bits =>
  isIP(text) === 4 ? { width: 32, value: v4(text) } : { width: 128, value: v6(text) };

const write = ({ width, value }: Bits): string => {
  if (width === 32) return [24n, 16n, 8n, 0n].map((at) => (value >> at) & 255n).join('.');
  const words = Array.from({ length: 8 }, (_, at) => (value >> BigInt(112 - 16 * at)) & 0xffffn);
  const text = words.map(hex).join(':');
  const [longest] = (text.match(/(?:\b0(?::|$)){2,}/g) ?? []).toSorted(
    (a, b) => b.length - a.length,
  );
  return longest === undefined
    ? text
    : text.replace(longest, ':').replace(/^:(?!:)|(?<!:):$/, '::');
};

const leading = ({ width, value }: Bits, count: number): bigint => value >> BigInt(width - count);

const kindsAsBits = kinds.map(([address, prefix, kept]) => ({ like: read(address), prefix, kept }));

const keptOf = (bits: Bits): number =>
  kindsAsBits.find(
    ({ like, prefix }) =>
      like.width === bits.width && leading(like, prefix) === leading(bits, prefix),
  )?.kept ?? bits.width;

/**
 * Maps addresses so that any two share as long a prefix as before: networks, routes and gateways still fit. This is
 * Crypto-PAn (Xu, Fan, Ammar and Moon, 2002) with HMAC-SHA-256 as the random function. It cannot be reversed
 * without the key.
 */
export function addressScrubber(key: string): (address: string, prefixLength?: number) => string {
  // Created once: a key object per bit would cost more than the hash.
  const secret = createSecretKey(Buffer.from(key));
  // Cache: addresses of one network share most bits.
  const flipped = new Map<string, boolean>();
  const flips = (bits: Bits, count: number): boolean => {
    const before = `${bits.width} ${count} ${leading(bits, count)}`;
    const isFlipped =
      flipped.get(before) ??
      ((createHmac('sha256', secret).update(before).digest()[0] ?? 0) & 1) === 1;
    flipped.set(before, isFlipped);
    return isFlipped;
  };
  const scramble = (bits: Bits, until: number): Bits => {
    let { value } = bits;
    for (let at = keptOf(bits); at < until; at += 1) {
      if (flips(bits, at)) value ^= 1n << BigInt(bits.width - 1 - at);
    }
    return { width: bits.width, value };
  };
  const scrubbed = (address: string, prefixLength?: number): string => {
    const wrapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    if (wrapped !== undefined) return `::ffff:${write(scramble(read(wrapped), 32))}`;
    const bits = read(address);
    const rest = BigInt(bits.width - (prefixLength ?? bits.width));
    // A network address has no bits after its prefix, and must have none afterwards.
    const isNetwork = rest > 0n && bits.value === (bits.value >> rest) << rest;
    return write(scramble(bits, isNetwork ? (prefixLength ?? bits.width) : bits.width));
  };
  const known = new Map<string, string>();
  return (address, prefixLength) => {
    const place = `${address}/${prefixLength}`;
    const other = known.get(place) ?? scrubbed(address, prefixLength);
    known.set(place, other);
    return other;
  };
}
