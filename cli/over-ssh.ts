import { UsageError } from '../harness/errors.ts';

/** Limits for connecting to the server, and for the whole script. */
const limits = { connectSeconds: 15, wholeMs: 120_000 };

/**
 * Runs a shell script on another machine with the system's ssh, which has the user's keys, hosts and agent (ssh(1)).
 * Resolves to its stdout. A password prompt must be answered within two minutes.
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
  // A URL has brackets around an IPv6 address (RFC 3986, 3.2.2); ssh takes none.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const where = username ? `${decodeURIComponent(username)}@${host}` : host;
  const patience = ['-o', `ConnectTimeout=${limits.connectSeconds}`];
  const argv = [...(port ? ['-p', port] : []), ...patience, '-T', '--', where, 'sh -s'];
  const { execa } = await import('execa');
  const { exitCode, isTerminated, shortMessage, stderr, stdout, timedOut } = await execa(
    'ssh',
    argv,
    {
      ...{ input: script, reject: false, stripFinalNewline: false },
      ...{ timeout: wholeMs, killSignal: 'SIGKILL', cleanup: false },
    },
  );
  if (exitCode === 0 && !timedOut) return stdout;
  const late = timedOut ? `it took more than ${wholeMs / 1000} s` : undefined;
  const why = late ?? exitCode ?? (isTerminated ? 'it was ended' : shortMessage);
  throw new UsageError({
    code: 'USAGE_SSH_FAILED',
    what: `No server report could be taken over ssh (${why}).`,
    evidence: stderr.trim().split('\n').slice(-5),
    next: `ssh ${argv
      .slice(0, -1)
      .filter((word) => !['-T', '--', ...patience].includes(word))
      .join(' ')} true`,
  });
}
