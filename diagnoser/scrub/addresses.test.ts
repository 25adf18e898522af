import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrivate } from '../report/addresses.ts';
import { addressScrubber } from './addresses.ts';

const bitsOf = (address: string): string =>
  address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');

const shared = (one: string, other: string): number => {
  const [first, second] = [bitsOf(one), bitsOf(other)];
  const at = first.split('').findIndex((bit, index) => bit !== second[index]);
  return at < 0 ? 32 : at;
};

test('two addresses share exactly as long a prefix as before', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), fc.string(), (one, other, key) => {
      const scrub = addressScrubber(key);
      expect(shared(scrub(one), scrub(other))).toBe(shared(one, other));
    }),
  );
});

test('a private address stays private, a public one public', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.string(), (address, key) => {
      expect(isPrivate(addressScrubber(key)(address))).toBe(isPrivate(address));
    }),
  );
});

test('IPv6 is written in the short form of RFC 5952', () => {
  const words = fc.array(fc.constantFrom('0', '0', '1', 'ab'), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV6(),
        words.map((rest) => `fd00:${rest.join(':')}`),
      ),
      (address) => {
        const scrubbed = addressScrubber('a key')(address);
        expect(`[${scrubbed}]`).toBe(new URL(`http://[${scrubbed}]`).hostname);
      },
    ),
  );
});

test.each(['127.0.0.1', '127.0.0.53', '0.0.0.0', '255.255.255.255', '::', '::1', 'ff02::1'])(
  '%s says nothing of anyone and stays',
  (address) => {
    expect(addressScrubber('a key')(address)).toBe(address);
  },
);

test('a network keeps its zeros, an address with a prefix length does not become one', () => {
  const scrub = addressScrubber('a key');
  expect(scrub('10.77.1.0', 24)).toMatch(/^10\.\d+\.\d+\.0$/);
  expect(scrub('10.77.1.3', 24).startsWith(scrub('10.77.1.0', 24).slice(0, -1))).toBe(true);
  expect(scrub('fd77::', 64)).toMatch(/^fd[\da-f:]+::$/);
});

test('an IPv4 address in IPv6 is the same one', () => {
  const scrub = addressScrubber('a key');
  expect(scrub('::ffff:10.77.1.3')).toBe(`::ffff:${scrub('10.77.1.3')}`);
});

test('the key decides', () => {
  expect(addressScrubber('one')('10.77.1.3')).not.toBe(addressScrubber('two')('10.77.1.3'));
});
