import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conclude } from '../conclude/index.ts';
import type { Evidence } from '../evidence.ts';
import { ofTheClient } from '../observe/of-the-client.ts';
import { ofTheReport } from '../observe/of-the-report.ts';
import { anyEvidence } from '../observe/sample-evidence.ts';
import type { Recording } from '../recording.ts';
import { scrub } from './scrub.ts';

const folders = ['../../tests/recorded/evidence/', '../../tests/recorded/cases/'];
const recorded = folders
  .map((folder) => new URL(folder, import.meta.url))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording),
  )
  .flatMap((recording) => [recording.client, recording['client+server']])
  .filter((one) => one !== undefined);

const told = async (one: Evidence): Promise<unknown> => {
  const { status, candidates, remedy } = await conclude(one);
  return { status, candidates, action: remedy?.action };
};
const before = await Promise.all(recorded.map(told));

test.each(['one', 'two', 'three'])('the same is concluded of it, with the key %s', async (key) => {
  for (const [index, evidence] of recorded.entries()) {
    expect(await told(scrub(evidence, key))).toEqual(before[index]);
  }
});

const evidence: Evidence = {
  version: 1,
  vantage: 'client',
  target: {
    url: 'ws://ann:secret@billing.acme.com:8080/tenants/42?token=abc',
    scheme: 'ws',
    host: 'billing.acme.com',
    port: 8080,
    path: '/tenants/42?token=abc',
  },
  symptom: {
    code: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 203.0.113.77:8080 (billing.acme.com)',
    afterMs: 3,
  },
  lookup: { addresses: ['203.0.113.77', '2001:db8:77::9'], afterMs: 2 },
  attempts: [],
  handshakes: [
    {
      asked: 'websocket',
      port: 8080,
      answer: 'http',
      afterMs: 4,
      status: 200,
      reason: 'Hello Acme',
      headers: { server: 'nginx', 'set-cookie': 'id=7', location: 'http://acme.com/login' },
      firstBytes: 'Welcome to Acme, HTTP/1.1 Bad Request 4711',
    },
  ],
  signs: [],
  neighbours: [{ address: '10.20.30.1', isTarget: false, state: 'reachable' }],
  server: {
    protocol: 1,
    attempts: 1,
    before: {
      takenAtMs: 1_795_503_264_298,
      root: true,
      addresses: ['10.20.30.40/24'],
      routes: [
        'default via 10.20.30.1 dev eth0',
        '10.20.30.0/24 dev eth0 lladdr 3c:22:fb:01:02:03',
      ],
      listeners: [
        {
          address: '10.20.30.40',
          port: 8080,
          family: 'ipv4',
          queued: 0,
          backlog: 1,
          process: 'acme-billing',
        },
      ],
      firewall: [
        {
          backend: 'iptables',
          table: 'filter',
          chain: 'INPUT',
          kind: 'rule',
          verdict: 'drop',
          text: '-A INPUT -s 10.20.30.0/24 -m comment --comment "Acme office" -j DROP',
        },
      ],
      counters: { 'Tcp.InSegs': 3 },
      sysctls: { 'net.ipv4.ip_local_port_range': '32768\t60999' },
      sockets: {},
      processes: [
        { pid: 7, state: 'S', command: 'nginx' },
        {
          pid: 8,
          state: 'S',
          command: 'php',
          title: 'WorkerMan: master process  start_file=/var/www/acme/start.php',
        },
        {
          pid: 9,
          state: 'S',
          command: 'php',
          title: 'WorkerMan: worker process  AcmeGateway http://0.0.0.0:8080',
        },
      ],
      load: '1.77 1.20 1.02 2/301 4711',
      markers: {},
      missing: [],
    },
  },
};

test('of a comment what kube-proxy says of a service stays', () => {
  const { server } = evidence;
  const [rule] = server?.before.firewall ?? [];
  if (!server || !rule) throw new Error('the evidence has no rule');
  const saying = (comment: string) => ({ ...rule, text: `-m comment --comment "${comment}" -j X` });
  const firewall = ['acme/web:http has no endpoints', 'acme has no endpoints here'].map(saying);
  const given = { ...evidence, server: { ...server, before: { ...server.before, firewall } } };
  expect(scrub(given, 'a key').server?.before.firewall).toEqual([
    saying('scrubbed has no endpoints'),
    saying('scrubbed'),
  ]);
});

describe('what identifies a machine', () => {
  const scrubbed = JSON.stringify(scrub(evidence, 'a key'));

  test.each([
    ...['acme', 'billing', 'ann:', 'secret', 'tenants', 'token', 'abc', '203.0.113.77'],
    ...[
      '2001:db8:77',
      '10.20.30',
      '3c:22',
      'office',
      'id=7',
      'Welcome',
      'start.php',
      'Gateway',
      'Hello',
      '1795503264298',
      '1.77',
    ],
  ])('%s is gone', (word) => {
    expect(scrubbed.toLowerCase()).not.toContain(word.toLowerCase());
  });

  test.each([
    'ECONNREFUSED',
    ':8080',
    '"nginx"',
    'http://0.0.0.0:8080',
    'HTTP/0.0 Bad Request',
    '32768\\t60999',
    '/24',
  ])('%s stays: verdicts are drawn from it', (word) => {
    expect(scrubbed.replaceAll(/HTTP\/\d\.\d/g, 'HTTP/0.0')).toContain(word);
  });
});

describe('what an observation says that it identifies', () => {
  const identifying = [...ofTheClient, ...ofTheReport].flatMap(({ identifies, name }) =>
    Object.entries(identifies).flatMap(([field, way]): [string, string][] =>
      // Headers may stay; the tests above check which.
      way === 'headers' ? [] : [[name, field]],
    ),
  );
  const sample = fc
    .sample(anyEvidence(fc.constant('vault')), { numRuns: 300, seed: 1 })
    .map((given) => ({ ...given, intendedName: 'vault', searchList: ['vault'] }));
  const fields = new Set(identifying.map(([, field]) => field));

  /** Contents of these fields, wherever they are. */
  const contentsOf = (value: unknown, met = new Map<string, string[]>()): Map<string, string[]> => {
    if (typeof value !== 'object' || value === null) return met;
    for (const [key, part] of Object.entries(value)) {
      if (fields.has(key)) met.set(key, [...(met.get(key) ?? []), String(part)]);
      contentsOf(part, met);
    }
    return met;
  };

  const contents = contentsOf(sample);
  const scrubbed = contentsOf(sample.map((given) => scrub(given, 'a key')));

  test.each(identifying)('%s: %s', (_, field) => {
    expect(contents.get(field)?.join(' ')).toContain('vault');
    expect(scrubbed.get(field)?.join(' ')).not.toContain('vault');
  });
});

test('a name of one word is one, too', () => {
  const scrubbed = scrub(
    {
      ...evidence,
      target: { url: 'ws://billing:8080/', scheme: 'ws', host: 'billing', port: 8080, path: '/' },
      intendedName: 'vault',
      symptom: { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND billing', afterMs: 1 },
    },
    'a key',
  );
  expect(scrubbed.symptom.message).toBe(`getaddrinfo ENOTFOUND ${scrubbed.target.host}`);
  expect(scrubbed.target.url).toBe(`ws://${scrubbed.target.host}:8080/`);
  expect(JSON.stringify(scrubbed)).not.toMatch(/vault|billing/);
});

test('of a certificate neither its names stay, nor who signed it, nor when it was read', () => {
  const certificate: NonNullable<Evidence['certificate']> = {
    ...{ port: 443, serverName: 'billing', protocol: 'TLSv1.3', fits: true, isTrusted: true },
    ...{ validFor: ['billing', '*.acme.io', '10.20.30.1'], takenAtMs: 1_795_503_264_298 },
    ...{ issuer: 'Acme Root', startsInMinutes: -9, endsInMinutes: 9, above: [] },
  };
  const { server: _, ...client } = evidence;
  const scrubbed = JSON.stringify(scrub({ ...client, certificate }, 'a key').certificate);
  expect(scrubbed).not.toMatch(/billing|acme|10\.20\.30|1795503264298/i);
  expect(scrubbed).toMatch(/"\*\.host-\d\.example"/);
});

test('what was the same is the same', () => {
  const { target, lookup, server, neighbours } = scrub(evidence, 'a key');
  expect(target).toMatchObject({ host: 'host-1.example', path: '/path-1/path-2?query' });
  expect(target.url).toBe('ws://host-1.example:8080/path-1/path-2?query');
  expect(lookup?.addresses[0]).toMatch(/^203\.0\./);
  expect(server?.before.routes[0]).toBe(`default via ${neighbours[0]?.address} dev eth0`);
  expect(server?.before.routes[1]).toContain('lladdr 02:00:00:00:00:01');
  expect(server?.before.addresses).toEqual([`${server?.before.listeners[0]?.address}/24`]);
});
