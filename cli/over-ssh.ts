import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { UsageError } from '../harness/errors.ts';

/**
 * Runs a shell script on another machine with the system's ssh, which knows the user's keys, hosts
 * and agent (ssh(1)). Resolves to its stdout.
 */
export async function overSsh(server: string, script: string): Promise<string> {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  const { protocol, hostname, port, username } = url ?? {};
  if (protocol !== 'ssh:' || !hostname) {
    throw new UsageError({
      code: 'USAGE_SSH',
      what: `--server is ${server}; allowed is ssh://user@host or ssh://user@host:port.`,
      next: 'npx badconn diagnose URL --server ssh://root@shop.example',
    });
  }
  const where = username ? `${decodeURIComponent(username)}@${hostname}` : hostname;
  const argv = [...(port ? ['-p', port] : []), '-T', '--', where, 'sh -s'];
  const child = spawn('ssh', argv, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  child.stdin.end(script);
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return stdout;
  throw new UsageError({
    code: 'USAGE_SSH_FAILED',
    what: `The server could not be looked at over ssh (${code === null ? 'it was ended' : code}).`,
    evidence: stderr.trim().split('\n').slice(-5),
    next: `ssh ${argv
      .slice(0, -1)
      .filter((word) => word !== '-T' && word !== '--')
      .join(' ')} true`,
  });
}
