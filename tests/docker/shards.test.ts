import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { prepare } from '../../machine/index.ts';
import { sampleSeed } from '../../harness/topology/sample-seed.ts';
import { CommandLine } from './command-line.ts';
import { forwardEngine } from './forward-engine.ts';

const scenarios = [
  'healthy/plain',
  'protocol/websocket-to-http',
  'refused/wrong-port',
  'refused/firewall-reject',
];
const seed = ['--seed', sampleSeed];

/** Everything but what is measured anew each time: times, and how much a verdict sent. */
const timeless = (json: string): unknown =>
  JSON.parse(json, (key, value: unknown) => {
    if (key.endsWith('Ms')) return 'a time';
    return key === 'traffic' ? Object.keys(value as object) : value;
  });

test('the shards of a run, each on an engine that TCP alone reaches, merge to the report of the whole run', async () => {
  const { docker } = await prepare((line) => process.stderr.write(`${line}\n`));
  const engines = await Promise.all(
    [1, 2].map(() => forwardEngine(docker, { port: 0, host: '127.0.0.1' })),
  );
  const shards = engines.map(({ dockerHost }, at) =>
    CommandLine.run(scenarios, [...seed, '--shard', `${at + 1}/2`], { DOCKER_HOST: dockerHost }),
  );
  const whole = CommandLine.run(scenarios, [...seed, '--json']);
  const codes = await Promise.all([whole, ...shards].map(async ({ ended }) => (await ended).code));
  expect(codes).toEqual([0, 0, 0]);
  for (const { cut } of engines) cut();

  const ran = shards.map((shard) =>
    shard.events().flatMap((event) => (event.type === 'case-started' ? event.scenario : [])),
  );
  expect(ran.every((ids) => ids.length > 0)).toBe(true);
  expect([...new Set(ran.flat())].toSorted()).toEqual(scenarios.toSorted());

  const logs = shards.map(({ out }) => out);
  const merged = await new CommandLine(['merge', ...logs, '--json']).ended;
  expect(merged.code).toBe(0);
  expect(timeless(merged.stdout)).toEqual(timeless((await whole.ended).stdout));

  rmSync(`${logs[1]}/events.jsonl`);
  const lacking = await new CommandLine(['merge', ...logs]).ended;
  expect(lacking.code).toBe(2);
  expect(lacking.stderr).toContain('events.jsonl cannot be read (ENOENT)');
});
