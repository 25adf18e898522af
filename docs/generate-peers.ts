/**
 * Runs the reference diagnoser and every adapter of fixtures/diagnosers/peers/, one after the other, and
 * writes docs/peers.md: `npm run peers`. Arguments are ids of scenarios or families, all by default.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { drawSeed } from '../harness/run/seed.ts';
import { peersPage, type Peer, type Report } from './peers.ts';

/** One for all, so that all are judged in the same labs. */
const seed = drawSeed();
const ids = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));

async function judge(name: string, reads: string, diagnoser: string): Promise<Peer> {
  const options = ['--diagnoser', diagnoser, '--seed', seed, '--json'];
  const run = ['cli/badconn.js', 'run', ...ids, ...options];
  const { stdout, stderr } = await execa(process.execPath, run, { cwd: root, reject: false });
  if (stdout === '') throw new Error(`${name}: ${stderr}`);
  process.stderr.write(`${name} was judged\n`);
  return { name, reads, report: JSON.parse(stdout) as Report };
}

/** What an adapter says of itself, in its second line. */
const saysOf = (name: string): string =>
  (readFileSync(`${root}fixtures/diagnosers/peers/${name}/diagnose`, 'utf8').split('\n')[1] ?? '')
    .replace(/^(#|\/\/) |^"""/, '')
    .replace(/"""$/, '');

const own = "badconn's own: all that an ordinary user can probe";
const peers = [await judge('reference', own, 'reference')];
for (const name of readdirSync(`${root}fixtures/diagnosers/peers`).toSorted()) {
  peers.push(await judge(name, saysOf(name), `cmd:fixtures/diagnosers/peers/${name}`));
}
const command = ['npm run peers', ...(ids.length === 0 ? [] : ['--', ...ids])].join(' ');
writeFileSync(new URL('peers.md', import.meta.url), peersPage(peers, command));
