/**
 * Runs the reference diagnoser, and then every adapter of fixtures/diagnosers/peers/ in the labs of one run, and
 * writes docs/peers.md: `npm run peers`. Arguments are those of `badconn run`: ids, all by default, and options.
 * HTTPie is fetched by apt-get: the labs do not have it.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { readRun } from '../harness/documents/read-run.ts';
import { drawSeed } from '../harness/run/seed.ts';
import { judgePeers } from './judge-peers.ts';
import { peersPage, type Peer, type Report } from './peers.ts';

/** One for all, so that all are judged in the same networks. */
const seed = drawSeed();
const given = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const adapters = join(root, 'fixtures/diagnosers/peers');
const folder = await mkdtemp(join(tmpdir(), 'badconn-peers-'));

/** HTTPie, and what it imports that a Python has not by itself, for the Debian of the labs. */
const httpie = [
  ...['httpie', 'python3-certifi', 'python3-chardet', 'python3-charset-normalizer'],
  ...['python3-defusedxml', 'python3-idna', 'python3-markdown-it', 'python3-mdurl'],
  ...['python3-multidict', 'python3-pkg-resources', 'python3-pygments', 'python3-requests'],
  ...['python3-requests-toolbelt', 'python3-rich', 'python3-six', 'python3-socks'],
  ...['python3-urllib3'],
];

async function judged(...options: string[]): Promise<Report> {
  const argv = ['cli/badconn.js', 'run', ...given, ...options, '--seed', seed, '--json'];
  const { stdout, stderr } = await execa(process.execPath, argv, { cwd: root, reject: false });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

/** The adapters in a folder of their own, with HTTPie beside its adapter. */
async function broughtAdapters(): Promise<string> {
  const peers = join(folder, 'peers');
  await cp(adapters, peers, { recursive: true });
  const debs = join(folder, 'debs');
  await mkdir(debs);
  await execa('apt-get', ['download', '-q', ...httpie], { cwd: debs });
  await execa('sh', ['-c', 'for file in *.deb; do dpkg-deb -x "$file" .; done'], { cwd: debs });
  const python = join(peers, 'httpie/python');
  await cp(join(debs, 'usr/lib/python3/dist-packages'), python, { recursive: true });
  // Compiled, as apt-get would have it; the times of files do not count in a lab.
  const compile = ['-m', 'compileall', '-q', '--invalidation-mode', 'unchecked-hash', python];
  await execa('python3', compile);
  return peers;
}

/** What an adapter says of itself, in its second line. */
const saysOf = async (name: string): Promise<string> =>
  ((await readFile(join(adapters, name, 'diagnose'), 'utf8')).split('\n')[1] ?? '').replace(
    /^\/\/ /,
    '',
  );

try {
  const out = join(folder, 'out');
  const all = `cmd:${await broughtAdapters()}:node every.mjs`;
  const own = "badconn's own: all that an ordinary user can probe";
  const peers: Peer[] = [{ name: 'reference', reads: own, report: await judged() }];
  process.stderr.write('the reference diagnoser was judged\n');
  const run = await judged(
    '--diagnoser',
    all,
    '--vantage',
    'client',
    '--deadline',
    '120000',
    '--out',
    out,
  );
  const reports = await judgePeers(await readRun(out), run);
  for (const name of (await readdir(adapters)).toSorted()) {
    const report = reports.get(name);
    if (report !== undefined) peers.push({ name, reads: await saysOf(name), report });
  }
  const command = ['npm run peers', ...(given.length === 0 ? [] : ['--', ...given])].join(' ');
  const today = new Date().toISOString().slice(0, 10);
  await writeFile(new URL('peers.md', import.meta.url), peersPage(peers, { command, today }));
} finally {
  await rm(folder, { recursive: true, force: true });
}
