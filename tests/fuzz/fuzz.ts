/**
 * Sends what nobody should to the servers and the client of the lab, on loopback, and sees whether they
 * live: `node tests/fuzz/fuzz.ts [fixture…] [--inputs 100000] [--seed 1]`. Prints a line of JSON each.
 */
import { parseArgs } from 'node:util';
import { targets } from './fixtures.ts';
import { fuzzClient } from './fuzz-client.ts';
import { fuzzServer } from './fuzz-server.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { inputs: { type: 'string' }, seed: { type: 'string' } },
});
const inputs = Number(values.inputs ?? 100_000);
const seed = Number(values.seed ?? 1);
const clients: Record<string, boolean> = { 'plain-client': false, 'plain-client-proxied': true };
const names = [...Object.keys(targets), ...Object.keys(clients)];
for (const name of positionals.length > 0 ? positionals : names) {
  const target = targets[name];
  const proxied = clients[name];
  if (!target && proxied === undefined)
    throw new Error(`no ${name}; there are ${names.join(', ')}`);
  const from = performance.now();
  const fuzzed = await (target
    ? fuzzServer(target, inputs, seed)
    : fuzzClient(proxied ?? false, inputs, seed));
  const seconds = Math.round(performance.now() - from) / 1000;
  process.stdout.write(`${JSON.stringify({ name, seed, seconds, ...fuzzed })}\n`);
  if (fuzzed.ended !== undefined || !fuzzed.afterwards.startsWith('connected:'))
    process.exitCode = 1;
}
// What a fixture that died has left open must not keep this waiting.
process.exit();
