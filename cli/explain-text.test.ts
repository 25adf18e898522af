import { describe, expect, test } from 'vitest';
import { alike } from '../knowledge/alike.ts';
import { explain, type Explanation } from '../knowledge/explain.ts';
import { families } from '../knowledge/families/index.ts';
import { signsOf } from '../knowledge/signs.ts';
import { filled } from '../knowledge/words.ts';
import { holdForEach } from '../tests/hold-for-each.ts';
import { forPerson } from './explain-text.ts';

const signs = signsOf();
const values = {
  host: 'shop.example',
  port: '8080',
  number: '31',
  path: '/chat',
  ...{ id: '40B7B2C59C7F0000', time: '2026-11-24 10:58:33', status: '403' },
};

const explained = (text: string): Explanation => {
  const explanation = explain(text, signs);
  if (explanation === undefined) throw new Error(`${text} is not known`);
  return explanation;
};

/** How many causes are left changes with every scenario. */
const shown = (text: string, columns = 80, all = false): string =>
  forPerson(explained(text), { columns, all })
    .join('\n')
    .replace(/\d+ more: --all/, 'N more: --all');

describe('as a person reads it', () => {
  test.each([
    'connect ECONNREFUSED 10.0.0.7:8080',
    'curl: (7) Failed to connect to shop.example port 8080 after 3 ms: Could not connect to server',
    'ssh: connect to host db.example port 22: Connection timed out',
    `psql: error: connection to server at "db.example" (10.0.0.5), port 5432 failed: Connection refused`,
    'Error: socket hang up',
    "WebSocket connection to 'ws://shop.example:8080/' failed: Error during WebSocket handshake: Unexpected response code: 200",
    'getaddrinfo ENOTFOUND shop.example',
    `FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "app", database "app", no encryption`,
    'Permission denied (publickey).',
    'Error: listen EADDRINUSE: address already in use :::3000',
    'Could not connect to Redis at 127.0.0.1:6379: Connection refused',
    'Get "https://registry.example/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
  ])('%s', (text) => {
    expect(`${shown(text)}\n\n60 columns\n\n${shown(text, 60)}`).toMatchSnapshot();
  });
});

const texts = [
  ...signs.map(({ template }) => template),
  ...families.flatMap(({ words }) => words.flatMap(({ says }) => says)),
].map((template) => filled(template, values));

test('what is known of any words fits one screen, with each cause once', () =>
  holdForEach([...new Set(texts)], String, (text) => {
    const explanation = explained(text);
    const lines = forPerson(explanation, { columns: 80, all: false });
    expect(lines.length).toBeLessThanOrEqual(23);
    const named = explanation.candidates.map(({ cause }) => cause);
    expect(new Set(named).size).toBe(named.length);
    const entries = lines.filter((line) => /^ \d {2}[a-z]/.test(line)).length;
    expect(entries).toBeGreaterThanOrEqual(Math.min(3, named.length));
    expect(entries).toBeLessThanOrEqual(5);
    const aside = ['socket-file', 'listen'].includes(explanation.families[0]?.name ?? '');
    expect(lines.at(-1)).toMatch(
      aside ? /^Next: ss -l\w+$/ : /^Next: npx badconn diagnose [a-z]+:\/\/\S+$/,
    );
    // Says what the words mean, where it names no cause.
    if (named.length === 0) expect(lines.filter((line) => line !== '').length).toBeGreaterThan(2);
  }));

test.each([
  ['NET::ERR_CERT_DATE_INVALID', 'https://SERVER'],
  [
    'curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a.example:8443',
    'https://a.example:8443',
  ],
  ['HTTP/1.1 504 Gateway Time-out', 'http://SERVER'],
  ['Connection refused', 'tcp://SERVER:PORT'],
])('%s is diagnosed by what was spoken, %s', (text, target) => {
  expect(shown(text)).toContain(`Next: npx badconn diagnose ${target}`);
});

test('--all names every cause with every command, and whose words they are', () => {
  const text = 'connect ECONNREFUSED 10.0.0.7:8080';
  const { candidates } = explained(text);
  const whole = shown(text, 100, true).replaceAll(/\s+/g, ' ');
  for (const { cause, look } of candidates) {
    expect(whole).toContain(`${cause}: `);
    for (const { run } of look) expect(whole).toContain(run.replaceAll(/\s+/g, ' '));
  }
  expect(whole).toContain('Recorded in');
});

describe('what the message itself rules out is not named', () => {
  const causesIn = (text: string): string[] => explained(text).candidates.map(({ cause }) => cause);

  test('an address is no name', () => {
    const named = causesIn(
      'curl: (7) Failed to connect to 10.0.0.7 port 8080 after 3 ms: Could not connect to server',
    );
    expect(named).toContain('not-listening');
    expect(named.filter((cause) => /^dns-|^hosts-|name-/.test(cause))).toEqual([]);
  });

  test('what took 3 ms was no silence, and what took a minute no refusal', () => {
    const after = (ms: number): string[] =>
      causesIn(
        `curl: (7) Failed to connect to shop.example port 8080 after ${ms} ms: Could not connect to server`,
      );
    expect(after(3)).not.toContain('host-firewall-drop');
    expect(after(60_000)).not.toContain('not-listening');
  });

  test.each(['npm ERR! code EAI_AGAIN registry.example', 'Temporary failure in name resolution'])(
    '%s: no resolver said that there is no such name',
    (text) => {
      const named = causesIn(text);
      expect(named.slice(0, 3)).toEqual([
        'resolver-silent',
        'resolver-not-listening',
        'server-failure',
      ]);
      expect(named).not.toContain('name-does-not-exist');
    },
  );

  test('curl does not speak WebSocket', () => {
    const named = causesIn('curl: (52) Empty reply from server');
    expect(named.filter((cause) => /websocket|upgrade|subprotocol/.test(cause))).toEqual([]);
  });
});

test('a line is near where it shares most of its words', () => {
  expect(alike('the connection is refusing')[0]).toMatch(/connection refused/i);
  expect(alike('something utterly odd happened while reading')).toEqual([]);
});
