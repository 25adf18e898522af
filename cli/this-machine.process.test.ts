import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { isThisMachine, runHere } from './this-machine.ts';

const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);

test.each(['127.0.0.1', '127.0.0.53', '[::1]', 'localhost', '0.0.0.0'])(
  '%s is this machine',
  async (host) => {
    expect(await isThisMachine(host)).toBe(true);
  },
);

test('so is every address of its interfaces', async () => {
  for (const { address } of own) expect(await isThisMachine(address)).toBe(true);
});

test.each(['240.0.0.7', '[2001:db8::7]', 'no-such-host.invalid'])('%s is not', async (host) => {
  expect(await isThisMachine(host)).toBe(false);
});

test('a script of this machine may print more than a megabyte', async () => {
  expect(await runHere('yes | head -c 3000000')).toHaveLength(3_000_000);
});
