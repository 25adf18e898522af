import { expect, test } from 'vitest';
import { targets } from './fixtures.ts';
import { fuzzClient } from './fuzz-client.ts';
import { fuzzServer } from './fuzz-server.ts';

// The same as `node tests/fuzz/fuzz.ts`, which sends a hundred thousand to each.
const inputs = 1000;

test.each(Object.entries(targets))(
  '%s survives what is sent to it, and serves',
  async (_, target) => {
    const fuzzed = await fuzzServer(target, inputs, 1);
    expect(fuzzed.ended).toBeUndefined();
    expect(fuzzed.inputs).toBeGreaterThanOrEqual(inputs);
    expect(fuzzed.afterwards).toMatch(/^connected: /);
  },
);

test.each([
  ['the plain client', false],
  ['the plain client behind a proxy', true],
])('%s survives what it is answered, and connects', async (_, proxied) => {
  const fuzzed = await fuzzClient(proxied, inputs, 1);
  expect(fuzzed.ended).toBeUndefined();
  expect(fuzzed.afterwards).toMatch(/^connected: /);
});
