import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { UsageError } from '../../harness/errors.ts';
import { fits, type ClientProgram, type Destination } from '../../knowledge/client.ts';
import { curlInScripts } from '../../knowledge/clients/curl.ts';
import { nodeFetch, nodeNet } from '../../knowledge/clients/node.ts';
import { pythonSocket, pythonUrllib } from '../../knowledge/clients/python.ts';
import { wget } from '../../knowledge/clients/wget.ts';
import { chromiumPage } from './chromium-page.ts';

/** Programs by the name that the user gives; the first that fits the URL is used. */
const programs = {
  curl: [curlInScripts],
  wget: [wget],
  python: [pythonUrllib, pythonSocket],
  node: [nodeFetch, nodeNet],
  chromium: [chromiumPage],
} as const satisfies Record<string, readonly ClientProgram[]>;

export const clientNames = Object.keys(programs) as (keyof typeof programs)[];

/** How the user's own client ended, with its own proxy rules, resolver and authorities. */
export interface ClientEnd {
  name: string;
  version: string;
  /** 0: it worked. Absent if it was killed after `limitMs`. */
  exitCode?: number;
  /** A browser: a page that it loaded may have any HTTP status. */
  isPage?: boolean;
  /** Its own messages. */
  says: string[];
}

const limitMs = 15_000;

/**
 * Prepares a client's request for a URL; runs nothing yet. The returned function throws UsageError if the client is
 * not installed.
 *
 * @throws UsageError for a client without the URL's protocol.
 */
export function clientFor(name: keyof typeof programs, url: URL): () => Promise<ClientEnd> {
  const scheme = url.protocol.slice(0, -1);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port) || (scheme === 'https' ? 443 : 80);
  const target = { scheme, host, port, path: `${url.pathname}${url.search}` };
  const client = programs[name].find((one) => fits(one, target));
  if (client === undefined) {
    throw new UsageError({
      code: 'USAGE_CLIENT',
      what: `--client is ${name}, which does not speak ${scheme}.`,
      next: `leave --client out, or give a URL of ${programs[name][0].speaks}`,
    });
  }
  return () => ask(client, target, name);
}

async function ask(client: ClientProgram, target: Destination, name: string): Promise<ClientEnd> {
  const cwd = await mkdtemp(join(tmpdir(), 'badconn-client-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(cwd, { recursive: true, force: true }) };
  const version = await run(client.version, { name, cwd });
  const ran = await run(client.argv(target), { name, cwd });
  const says = client.says({ stdout: ran.stdout, stderr: ran.stderr }).slice(0, 3);
  const isPage = client === chromiumPage;
  // A browser that shows an error page has ended well.
  const exitCode = isPage && says.length > 0 ? 1 : ran.exitCode;
  return {
    name: client.name,
    version: /\d+(?:\.\d+)+/.exec(version.stdout)?.[0] ?? '',
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(isPage ? { isPage } : {}),
    says,
  };
}

/** In an empty folder, so that it reads no file of the user's but those of its own settings. */
async function run(
  [command = '', ...argv]: readonly string[],
  { name, cwd }: { name: string; cwd: string },
) {
  const options = {
    cwd,
    reject: false,
    timeout: limitMs,
    maxBuffer: 1_000_000,
    stdin: 'ignore',
  } as const;
  const { code, exitCode, stderr, stdout } = await execa(command, argv, options);
  if (code === 'ENOENT') {
    throw new UsageError({
      code: 'USAGE_CLIENT',
      what: `--client is ${name}, and there is no program ${command} on this machine.`,
      next: `install it, or choose one of ${clientNames.join(', ')}`,
    });
  }
  return { exitCode, stderr, stdout };
}

/** Note that compares its result with that of badconn's client. */
export function clientNote(
  { exitCode, isPage, name, says, version }: ClientEnd,
  isHealthy: boolean,
): string {
  const who = version === '' ? name : `${name} ${version}`;
  if (exitCode === 0 && isPage)
    return `Your client ${who} loaded a page; it does not say with which HTTP status.`;
  if (exitCode === 0) {
    const differs = isHealthy
      ? ''
      : ' It takes another way than badconn: compare proxy settings, resolver and authorities.';
    return `Your client ${who} works.${differs}`;
  }
  const failed = isPage ? 'loaded no page' : `ended with ${exitCode}`;
  const end = exitCode === undefined ? `was ended after ${limitMs / 1000} s` : failed;
  const words = says.length === 0 ? '.' : `: ${says.join('; ').replace(/[.]$/, '')}.`;
  const differs = isHealthy
    ? " badconn's own client works: compare proxy settings, resolver, authorities and what counts as a failure (a status from 400 on)."
    : '';
  return `Your client ${who} ${end}${words}${differs}`;
}
