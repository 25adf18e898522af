/**
 * Runs the reference diagnoser and every adapter of peers/, side by side, as most of it is waiting, and
 * writes docs/peers.md: `npm run peers`. Arguments are ids of scenarios or families, all by default.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { peersPage, type Peer, type Report } from './peers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

async function judge(name: string, reads: string, diagnoser: string): Promise<Peer> {
  const options = ['--diagnoser', diagnoser, '--seed', '1', '--jobs', '1', '--json'];
  const run = ['bin/badconn.js', 'run', ...process.argv.slice(2), ...options];
  const { stdout } = await execa(process.execPath, run, { cwd: root, reject: false });
  process.stderr.write(`${name} was judged\n`);
  return { name, reads, report: JSON.parse(stdout) as Report };
}

/** What an adapter says of itself, in its second line. */
const saysOf = (name: string): string =>
  (readFileSync(`${root}peers/${name}/diagnose`, 'utf8').split('\n')[1] ?? '')
    .replace(/^(#|\/\/) |^"""/, '')
    .replace(/"""$/, '');

const peers = await Promise.all([
  judge('reference', "badconn's own: all that an ordinary user can probe", 'reference'),
  ...readdirSync(`${root}peers`)
    .toSorted()
    .map((name) => judge(name, saysOf(name), `cmd:peers/${name}`)),
]);
writeFileSync(new URL('peers.md', import.meta.url), peersPage(peers));
