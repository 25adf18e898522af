import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { UsageError } from '../harness/errors.ts';

/** Until the server must have answered at all, and until the script must have ended. */
const limits = { connectSeconds: 15, wholeMs: 120_000 };

/**
 * Runs a shell script on another machine with the system's ssh, which knows the user's keys, hosts
 * and agent (ssh(1)). Resolves to its stdout. Whoever is asked for a password has two minutes.
 */
export async function overSsh(
  server: string,
  script: string,
  wholeMs = limits.wholeMs,
): Promise<string> {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  const { protocol, hostname, port, username } = url ?? {};
  if (protocol !== 'ssh:' || !hostname) {
    throw new UsageError({
      code: 'USAGE_SSH',
      what: `--server is ${server}; allowed is ssh://user@host or ssh://user@host:port.`,
      next: 'npx badconn diagnose URL --server ssh://root@shop.example',
    });
  }
  // A URL has brackets around an address of IPv6 (RFC 3986, 3.2.2); ssh takes it without.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const where = username ? `${decodeURIComponent(username)}@${host}` : host;
  const patience = ['-o', `ConnectTimeout=${limits.connectSeconds}`];
  const argv = [...(port ? ['-p', port] : []), ...patience, '-T', '--', where, 'sh -s'];
  const child = spawn('ssh', argv, { stdio: ['pipe', 'pipe', 'pipe'] });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
    // What it has started may hold them open.
    child.stdout.destroy();
    child.stderr.destroy();
  }, wholeMs);
  child.stdin.on('error', () => undefined);
  child.stdin.end(script);
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  const said = (stream: Readable): Promise<string> => text(stream).catch(() => '');
  const [stdout, stderr, code] = await Promise.all([said(child.stdout), said(child.stderr), ended]);
  clearTimeout(timer);
  if (code === 0 && !isLate) return stdout;
  const why = isLate ? `it took more than ${wholeMs / 1000} s` : (code ?? 'it was ended');
  throw new UsageError({
    code: 'USAGE_SSH_FAILED',
    what: `The server could not be looked at over ssh (${why}).`,
    evidence: stderr.trim().split('\n').slice(-5),
    next: `ssh ${argv
      .slice(0, -1)
      .filter((word) => !['-T', '--', ...patience].includes(word))
      .join(' ')} true`,
  });
}
