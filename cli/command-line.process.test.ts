import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { sampleSeed } from '../harness/topology/sample-seed.ts';

const program = fileURLToPath(new URL('./badconn.js', import.meta.url));

/** Runs badconn where no Docker engine is, and where nobody types. */
const badconn = async (...argv: string[]) => {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...argv], {
    env: { DOCKER_HOST: 'unix:///nonexistent', NODE_OPTIONS: '', COLUMNS: '100' },
    stdin: 'ignore',
    reject: false,
  });
  return { exitCode, stdout, stderr };
};

describe('what needs no Docker', () => {
  test('--help names every command, the first steps and the exit codes', async () => {
    const { exitCode, stdout, stderr } = await badconn('--help');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const commands = stdout.match(/^ {2}[a-z]+(?= )/gm)?.map((name) => name.trim());
    expect(commands).toEqual(
      expect.arrayContaining(
        'list run merge smoke exec diagnose collect explain atlas doctor prepare clean new'.split(
          ' ',
        ),
      ),
    );
    expect(stdout).toContain('Begin here:');
    expect(stdout).toContain('Exit codes: 0 all passed, 1 a verdict failed, 2 wrong use');
  });

  test.each(['exec', 'diagnose', 'smoke', 'new', 'explain', 'atlas'])(
    '%s --help shows examples',
    async (command) => {
      const { exitCode, stdout } = await badconn(command, '--help');
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(new RegExp(`^ {2}badconn ${command}\\b`, 'm'));
    },
  );

  test('atlas --missing keeps what is recorded where nothing is missing', async () => {
    const versions = new URL('../knowledge/words/versions.json', import.meta.url);
    const kept = readFileSync(versions, 'utf8');
    const { exitCode, stdout, stderr } = await badconn(
      ...['atlas', 'refused/wrong-port', '--record', '--missing', '--json'],
    );
    expect(readFileSync(versions, 'utf8')).toBe(kept);
    expect({ exitCode, stdout: stdout.trim() }).toEqual({ exitCode: 0, stdout: '[]' });
    expect(stderr).toContain('Nothing to record');
  });

  test('list shows each scenario on a line', async () => {
    const { exitCode, stdout, stderr } = await badconn('list');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const line = stdout.split('\n').find((text) => text.startsWith('refused/loopback-bind'));
    expect(line?.split(/ {2,}/)).toEqual([
      'refused/loopback-bind',
      'ECONNREFUSED at connect',
      'The server listens on a loopback address only, so no other machine can reach it',
    ]);
  });

  test('list takes families, and one scenario', async () => {
    const { stdout } = await badconn('list', 'unavailable', 'refused/loopback-bind', '--json');
    const families = (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id.split('/')[0]);
    expect(new Set(families)).toEqual(new Set(['refused', 'unavailable']));
    expect(families.filter((family) => family === 'refused')).toHaveLength(1);
  });

  test('causes --json has every cause, and one by its name', async () => {
    const [all, known] = await Promise.all([
      badconn('causes', '--json'),
      badconn('causes', 'loopback-bind', '--json'),
    ]);
    const listed = JSON.parse(all.stdout) as { cause: string }[];
    expect(listed.length).toBeGreaterThan(80);
    expect(listed).toContainEqual(JSON.parse(known.stdout));
  });

  test('list --axes shows on which axes each varies, the default first', async () => {
    const { exitCode, stdout } = await badconn('list', '--axes');
    expect(exitCode).toBe(0);
    const line = stdout
      .split('\n')
      .find((text) => text.startsWith('refused/firewall-reject-reset'));
    expect(line).toContain('ipVersion 4, 6; firewall iptables, nft, ufw; ');
    expect(stdout).toContain('\nfirewall   the tool that rules');
  });

  test('list --json is one document with the same ids in the same order', async () => {
    const [json, text] = await Promise.all([badconn('list', '--json'), badconn('list')]);
    const ids = (JSON.parse(json.stdout) as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(text.stdout.split('\n').map((line) => line.split(' ')[0]));
    expect(ids.length).toBeGreaterThanOrEqual(13);
  });

  test('smoke tells what is wrong, once, and ends with 1', async () => {
    const garbage = fileURLToPath(new URL('../fixtures/diagnosers/liars/garbage', import.meta.url));
    const { exitCode, stdout, stderr } = await badconn('smoke', garbage, '--deadline', '30000');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout.match(/line 1 is not JSON/g)).toHaveLength(1);
    expect(stdout.match(/as in silence/g)).toHaveLength(6);
    const { stdout: json } = await badconn('smoke', garbage, '--deadline', '30000', '--json');
    const { questions, ...run } = JSON.parse(json) as { questions: { findings: string[] }[] };
    expect(run).toMatchObject({ diagnoser: `cmd:${garbage}`, exitCode: 1 });
    expect(questions.flatMap(({ findings }) => findings)).toHaveLength(7);
  });

  test('smoke ends with 0 where the contract is kept', async () => {
    const { exitCode, stdout } = await badconn('smoke', 'reference', '--deadline', '30000');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Next: npx badconn run --diagnoser "reference"');
  });

  test('collect prints a report that diagnose can read', async () => {
    const { exitCode, stdout } = await badconn('collect', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      protocol: 1,
      attempts: 0,
      before: { listeners: expect.any(Array), missing: expect.any(Array) },
    });
  });

  test('explain reads a message from stdin, with what surrounds it', async () => {
    const input = 'GET /\ncurl: (22) The requested URL returned error: 426\n';
    const { stdout, exitCode } = await execa(process.execPath, [program, 'explain', '-'], {
      input,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ +1 {2}http-to-websocket: /m);
    expect(stdout).toContain('In a lab: npx badconn exec protocol/http-to-websocket');
  });

  test('explain --json is one document', async () => {
    const { stdout } = await badconn('explain', '--json', 'connect ECONNREFUSED 10.0.0.7:8080');
    expect(JSON.parse(stdout)).toMatchObject({
      text: 'connect ECONNREFUSED 10.0.0.7:8080',
      families: [{ name: 'refused' }],
      particulars: { host: '10.0.0.7', port: '8080' },
      candidates: expect.arrayContaining([
        expect.objectContaining({ cause: 'loopback-bind', scenario: 'refused/loopback-bind' }),
      ]),
    });
  });

  test('collect --script prints a POSIX shell script', async () => {
    const { stdout } = await badconn('collect', '--script');
    expect(stdout).toMatch(/^#!\/bin\/sh\n/);
    expect((await execa('sh', ['-n'], { input: stdout })).exitCode).toBe(0);
  });
});

describe.concurrent('wrong use is exit code 2, and says what is right', () => {
  const url = 'ws://127.0.0.1:9/';
  const cases: [argv: string[], said: string[]][] = [
    [['lst'], ["unknown command 'lst'", 'Did you mean list?']],
    [
      ['run', '--sed', '7'],
      ["unknown option '--sed'", 'Did you mean --seed?'],
    ],
    [['run', '--expectations', '/nonexistent'], ['/nonexistent cannot be read (ENOENT)']],
    [
      ['run', '--expectations', program],
      ['is not a list of expectations', '"grade": "vague"'],
    ],
    [
      ['list', 'refusd'],
      ['no scenario refusd', 'refused'],
    ],
    [
      ['causes', 'lopback-bind'],
      ['There is no cause lopback-bind', 'loopback-bind'],
    ],
    [
      ['smoke', '/nonexistent'],
      ['/nonexistent is not a folder', 'cmd:<folder>'],
    ],
    [
      ['smoke', '.', '--deadline', 'soon'],
      ['--deadline is soon', 'from 100 to 600000'],
    ],
    [['diagnose'], ["missing required argument 'url'"]],
    [
      ['run', '--seed', '7'],
      ['--seed is 7; allowed are 32 to 128 random hex digits', 'openssl rand -hex 16'],
    ],
    [
      ['exec', 'healthy/plain', '--seed', '7'],
      ['--seed is 7', 'openssl rand -hex 16'],
    ],
    [
      ['atlas', '--seed', '7'],
      ['--seed is 7', 'openssl rand -hex 16'],
    ],
    [
      ['run', '--seed', sampleSeed, '--shard', '3/2'],
      ['--shard is 3/2', '<index>/<count>'],
    ],
    [
      ['run', 'healthy/plain', '--seed', sampleSeed, '--shard', '1/2'],
      ['from 1/1 to 1/1 for these 1 scenarios'],
    ],
    [
      ['run', '--shard', '1/2'],
      ['--seed is missing', 'all shards of a run need the same seed'],
    ],
    [['merge'], ["missing required argument 'log'"]],
    [
      ['merge', '/nonexistent'],
      ['/nonexistent cannot be read', 'ENOENT'],
    ],
    [
      ['run', '--vantage', 'server'],
      ['--vantage is server', 'client, client+server'],
    ],
    [
      ['run', '--diagnoser', '/nonexistent'],
      ['/nonexistent is not a folder', 'cmd:<folder>'],
    ],
    [
      ['run', '--diagnoser', `module:${program}`, '--recorded', '/nonexistent'],
      ['/nonexistent cannot be read (ENOENT)'],
    ],
    [
      ['run', '--diagnoser', 'module:./diagnoser/index.ts'],
      ["badconn's own diagnoser, which connects to the recorded addresses", 'reference'],
    ],
    [
      ['run', '--recorded', 'out'],
      ['--recorded is for modules', 'reference'],
    ],
    [
      ['run', '--junit', `${program}/junit.xml`],
      ['junit.xml cannot be written', 'another place with --junit'],
    ],
    [
      ['run', 'refused/loopback-bound'],
      ['no scenario refused/loopback-bound', 'loopback-bind'],
    ],
    [
      ['exec', 'refused'],
      ['refused is a family of', 'exec opens one', 'badconn list refused'],
    ],
    [
      ['exec', 'healthy/plain', '--host', 'moon'],
      ['--host is moon', 'client, server'],
    ],
    [
      ['exec', 'protocol/websocket-to-http', '--form', 'x'],
      ['--form is x', 'status 200, status 404'],
    ],
    [
      ['diagnose', 'shop example'],
      ['it is neither a URL nor a host', 'wss://host:port/path'],
    ],
    [['diagnose', 'tcp://shop.example'], ['it names no port']],
    [
      ['diagnose', url, '--report', '/nonexistent'],
      ['/nonexistent', 'ENOENT', 'collect'],
    ],
    [
      ['diagnose', url, '--report', program],
      [program, 'is not a report of badconn collect'],
    ],
    [
      ['diagnose', url, '--server', 'shop.example'],
      ['--server is shop.example', 'ssh://'],
    ],
    [
      ['run', '--keep'],
      ['--keep would keep', 'allowed are 8', '--keep'],
    ],
    [['diagnose', url, '--expect-address', 'shop'], ['an IPv4 or IPv6 address']],
    [
      ['diagnose', url, '--intended-server', 'shop.invalid'],
      ['shop.invalid, which resolves to no address'],
    ],
    [
      ['diagnose', url, '--intended-server', 'localhost', '--expect-address', '127.0.0.1'],
      ['only one is allowed'],
    ],
    [['diagnose', url, '--connect-deadline', '0'], ['from 50 to 120000']],
    [
      ['explain', 'all is well'],
      ['No client that is known says: all is well', 'badconn diagnose'],
    ],
    [
      ['explain', 'the', 'connection', 'is', 'refusing'],
      ['nearest: ', 'connection refused'],
    ],
    [
      ['atlas', 'refusd'],
      ['no scenario refusd', 'refused'],
    ],
    [
      ['atlas', '--client', 'lynx'],
      ['--client is lynx', 'curl'],
    ],
    [
      ['new', 'refused/lopback-bind'],
      ['is no cause of the vocabulary', 'loopback-bind'],
    ],
    [
      ['new', 'refused/bound-elsewhere', './mine'],
      ['./mine is for a new diagnoser', 'npx badconn new refused/bound-elsewhere'],
    ],
    [
      ['new', 'diagnoser', './mine'],
      ['needs --lang', 'sh, python, node, php'],
    ],
    [
      ['new', 'diagnoser', '--lang', 'cobol'],
      ['--lang is cobol', 'sh, python, node, php'],
    ],
    [
      ['play', 'refused'],
      ['There is no exercise refused', 'it is a track: give it as  --track refused'],
    ],
    [
      ['prepare', '--load', '/nonexistent'],
      ['/nonexistent cannot be read (ENOENT)', 'prepare --save <file>'],
    ],
    [['prepare', '--class'], ['--class is given without --save <file>']],
    [['prepare', '--save', 'x', '--load', 'x'], ['allowed is one of them']],
    [
      ['clean', '--images', 'x'],
      ['--images is x', 'allowed are a version such as', 'and all'],
    ],
    [
      ['play'],
      ['The input ended before an exercise was chosen', 'npx badconn play, in a terminal'],
    ],
    [['new', 'refused/loopback-bind'], ['exists already and was not changed']],
  ];

  test.each(cases.map(([argv, said]) => [argv.join(' '), argv, said] as const))(
    'badconn %s',
    async (_, argv, said) => {
      const { exitCode, stdout, stderr } = await badconn(...argv);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      for (const text of said) expect(stderr).toContain(text);
      expect(stderr).not.toMatch(/^ +at /m);
    },
  );

  test('no command at all', async () => {
    const { exitCode, stderr } = await badconn();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Usage: badconn');
  });
});

describe('a machine that lacks an engine is exit code 3, with what mends it', () => {
  test.each([
    ['run', []],
    ['exec', ['healthy/plain']],
    ['atlas', ['healthy/plain']],
  ])('badconn %s %j', async (command, rest) => {
    const { exitCode, stdout, stderr } = await badconn(command, ...rest);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "No Docker engine answers where DOCKER_HOST points: unix:///nonexistent (ENOENT).
        Nothing was installed, because DOCKER_HOST chooses the engine.
        Next: start that engine, or  unset DOCKER_HOST"
    `);
  });

  test('badconn clean, which tells what it did without', async () => {
    const { exitCode, stdout, stderr } = await badconn('clean');
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "No Docker engine answers where DOCKER_HOST points: unix:///nonexistent (ENOENT).
        Its containers and images were not looked for; the local engine had nothing to remove.
        Next: start that engine, or  unset DOCKER_HOST;  then npx badconn clean"
    `);
  });

  test('doctor shows what is met and what is not', async () => {
    const { exitCode, stdout } = await badconn('doctor');
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^✓ met {6}Node 22\.22 or newer/m);
    expect(stdout).toMatch(/^✗ not met {2}Docker engine .*unix:\/\/\/nonexistent \(ENOENT\)/m);
    expect(stdout).toMatch(/mend: start that engine, or {2}unset DOCKER_HOST/);
  });

  test('doctor --json is one document', async () => {
    const { exitCode, stdout } = await badconn('doctor', '--json');
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Docker engine', met: false, mend: expect.any(String) }),
      ]),
    );
  });
});

test('a reader that goes away ends the output without a word', async () => {
  const { stdout, stderr } = await execa({
    shell: true,
    reject: false,
  })`"${process.execPath}" "${program}" list | head -1`;
  expect({ lines: stdout.split('\n').length, stderr }).toEqual({ lines: 1, stderr: '' });
});
