import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FirewallRule } from '../../vocabulary/index.ts';
import { read } from '../observe/facts.ts';
import { anyEvidence } from '../observe/sample-evidence.ts';
import type { CauseFile } from './cause-file.ts';
import { canBeShown, quoted, sh } from './command.ts';
import { lookFurther } from './look-further.ts';
import { causesFor } from './registry.ts';
import { deleteRule } from './rule-command.ts';

const hostile = [
  '; canary',
  '$(canary)',
  '`canary`',
  '\ncanary\n',
  "'; canary; '",
  '"; canary; "',
  '\\"; canary #',
  '| canary',
  '& canary &',
  '> owned',
  'a[$(canary)]',
  '-A INPUT; canary',
  '-A INPUT -m comment --comment "\'; canary; \'" -j DROP',
  '${IFS}canary',
  '!canary',
  '*',
  '~',
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'badconn-command-'));
  mkdirSync(join(folder, 'bin'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a sh script with only the given programs on PATH; each logs its arguments. */
function called(script: string, programs: readonly string[]): string[][] {
  const log = join(folder, 'log');
  writeFileSync(log, '');
  for (const name of programs) {
    const note = `#!/bin/sh\nprintf '%s\\0' ${name} "$@" >> '${log}'; printf '\\1\\0' >> '${log}'\n`;
    writeFileSync(join(folder, 'bin', name), note, { mode: 0o755 });
  }
  execFileSync('/bin/sh', ['-s'], {
    cwd: folder,
    env: { PATH: join(folder, 'bin') },
    input: script,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return readFileSync(log, 'utf8')
    .split('\u0001\0')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1));
}

const anyWord = fc
  .oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...hostile))
  .filter((word) => !word.includes('\0') && !word.includes('\u0001') && word.isWellFormed());

test('sh splits a command into exactly the words that were put in', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyWord, fc.array(anyWord)), { minLength: 1 }), (commands) => {
      const script = commands.map(
        ([word, list]) => sh`note ${word} ${list.length > 0 ? list : ['']} --at=${word}`,
      );
      expect(called(`${script.join('\n')}\n`, ['note', 'canary'])).toEqual(
        commands.map(([word, list]) => [
          'note',
          word,
          ...(list.length > 0 ? list : ['']),
          `--at=${word}`,
        ]),
      );
    }),
    { numRuns: 50 },
  );
}, 120_000);

test('a word that is safe stays as it is', () => {
  expect(['10.0.0.2:80', 'a b', '', "it's"].map(quoted)).toEqual([
    '10.0.0.2:80',
    "'a b'",
    "''",
    String.raw`'it'\''s'`,
  ]);
});

const rule = (text: string): FirewallRule => ({
  ...{ backend: 'iptables', table: 'filter', chain: 'INPUT', kind: 'rule', verdict: 'drop', text },
});

test.each([
  ['-A INPUT -p tcp -j DROP', 'iptables -D INPUT -p tcp -j DROP'],
  [
    String.raw`-A INPUT -m comment --comment "a \"b\" it's; c" -j DROP`,
    String.raw`iptables -D INPUT -m comment --comment 'a "b" it'\''s; c' -j DROP`,
  ],
  ['-A INPUT ! -s 10.0.0.0/8 -j DROP', "iptables -D INPUT '!' -s 10.0.0.0/8 -j DROP"],
  ['-A INPUT --modprobe=/tmp/owned -j DROP', undefined],
  ['-A INPUT -M/tmp/owned -j DROP', undefined],
  ['-A INPUT -F', undefined],
  ['-A OTHER -j DROP', undefined],
  ['-F', undefined],
])('the rule %s is taken away by %s', (text, command) => {
  expect(deleteRule(rule(text))).toBe(command);
});

/** Programs that commands of remedies call, besides sh builtins. */
const programs = [
  ...[
    'badconn',
    'cat',
    'curl',
    'dig',
    'env',
    'firewall-cmd',
    'grep',
    'ip',
    'ip6tables',
    'iptables',
  ],
  ...['ip6tables-save', 'iptables-save', 'nft', 'nstat', 'openssl', 'php', 'resolvectl', 'squid'],
  ...['ss', 'sysctl', 'systemctl', 'tcpdump', 'ufw', 'date'],
];

test('no command of any remedy runs what a stranger wrote', async () => {
  const replies = [
    ...['accepted', 'reset', 'by-proxy', 'own-reset', 'icmp', 'refused', 'silence'],
    ...['no-port', 'no-route', 'no-address', 'other'],
  ] as const;
  const lost = { ended: 'silence', asked: true } as const;
  const noTls = { asked: 'tls', port: 443, answer: 'failed', afterMs: 1 } as const;
  const loaded = await Promise.all([
    ...replies.map((reply) => causesFor({ reply })),
    causesFor({ reply: 'accepted', stay: lost }),
    causesFor({ reply: 'accepted', handshake: noTls }),
  ]);
  const causes: CauseFile[] = [...new Map(loaded.flat().map((one) => [one.cause, one])).values()];
  const commands = new Set<string>();
  const words = fc.oneof(fc.constantFrom(...hostile), fc.constant('INPUT'));
  await fc.assert(
    fc.asyncProperty(anyEvidence(words), async (evidence) => {
      const { facts } = await read(evidence);
      for (const { remedy } of causes) for (const one of remedy(facts).commands) commands.add(one);
      for (const one of lookFurther(facts, []).commands) commands.add(one);
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(commands.size).toBeGreaterThan(300);
  // Each runs in a shell of its own, so that a syntax error ends only that one. Placeholders and files are removed.
  const script = [...commands]
    .map((one) => one.replace(/ > \/etc\/squid\S*$/, '').replaceAll(/<[a-z ]+>/g, 'X'))
    .map((one) => `/bin/sh -c ${quoted(one)} || :`);
  const names = called(`${script.join('\n')}\n`, [...programs, 'canary']).map(([name]) => name);
  expect(names).not.toContain('canary');
  expect(names.length).toBeGreaterThan(commands.size * 0.8);
  expect([...commands].filter((one) => /[\n]/.test(one)).every((one) => !canBeShown(one))).toBe(
    true,
  );
}, 120_000);
