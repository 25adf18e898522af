import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Lab } from '../harness/engine/engine.ts';
import { findBrowser, noBrowser } from '../machine/browser.ts';
import { MachineError } from '../harness/errors.ts';
import { Browser } from './browser.ts';

/** A process of this machine in the network namespace with that name (a link in /proc). */
function processIn(namespace: string): number | undefined {
  const isIn = (pid: string): boolean => {
    try {
      return readlinkSync(`/proc/${pid}/ns/net`) === namespace;
    } catch {
      // It has ended, or may not be inspected.
      return false;
    }
  };
  const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isIn(name));
  return found === undefined ? undefined : Number(found);
}

const browserNeeded = (what: string): MachineError =>
  new MachineError({
    code: 'MACHINE_NO_BROWSER',
    what,
    next: 'leave it out: npx badconn atlas --client curl wget …',
  });

/** The browser of this machine. Throws `MachineError` if there is none. */
export function browserProgram(): string {
  const program = findBrowser();
  if (program !== undefined) return program;
  throw browserNeeded(`Chromium is a client of the atlas, and ${noBrowser}.`);
}

/**
 * Evaluates an expression in a page of this machine's browser, which runs in the network of the lab's client, with
 * the client's names and settings. Needs root, and an engine on this machine.
 */
export async function inBrowser(
  lab: Lab,
  expression: string,
  { environment, deadlineMs }: { environment: Record<string, string>; deadlineMs: number },
): Promise<{ ends: string; printed: string[] }> {
  const read = async (...argv: string[]): Promise<string> =>
    (await lab.run({ host: 'client', argv, user: 'app' })).stdout;
  const pid = processIn((await read('readlink', '/proc/self/ns/net')).trim());
  if (pid === undefined) {
    throw browserNeeded(
      'Chromium can enter a lab as root, and with an engine on this machine only.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'badconn-names-'));
  try {
    const files = ['hosts', 'resolv.conf'];
    for (const name of files)
      await writeFile(join(folder, name), await read('cat', `/etc/${name}`));
    const binds = files.map((name) => `mount --bind ${folder}/${name} /etc/${name}`);
    const enter = [
      ...['nsenter', `--net=/proc/${pid}/ns/net`, 'unshare', '--mount'],
      ...['sh', '-c', `${binds.join(' && ')} && exec "$@"`, 'sh'],
      ...['env', ...Object.entries(environment).map((pair) => pair.join('='))],
    ];
    await using browser = await Browser.start(browserProgram(), enter);
    const controller = new AbortController();
    const late = after(deadlineMs, 'waits', { signal: controller.signal });
    const works = browser.evaluate(expression).then(async (fine) => {
      if (fine === true) return 'exit 0';
      await browser.untilPrinted();
      return 'fails';
    });
    const ends = await Promise.race([works, late.catch(() => 'waits')]);
    controller.abort();
    void works.catch(() => undefined);
    return { ends, printed: ends === 'fails' ? browser.printed : [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
