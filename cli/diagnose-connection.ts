import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { collectScript, parseSnapshot, serverReport } from '../collector/index.ts';
import { diagnose, type Evidence } from '../diagnoser/index.ts';
import { attempt } from '../fixtures/host/attempt.ts';
import { UsageError } from '../harness/errors.ts';
import type { Request, ServerReport, Snapshot } from '../vocabulary/index.ts';
import { answerText } from './answer-text.ts';
import type { Options } from './diagnose.ts';
import { wholeNumber } from './options.ts';
import { overSsh } from './over-ssh.ts';
import { mustNotExist, saveRecording } from './recordings.ts';

const schemes = ['ws:', 'http:', 'tcp:'];

function target(url: string): URL {
  const wrong = (why: string): UsageError =>
    new UsageError({
      code: 'USAGE_URL',
      what: `${url} is no address that can be diagnosed: ${why}.`,
      evidence: ['allowed: ws://host:port/path, http://host:port/path, tcp://host:port'],
      next: 'npx badconn diagnose ws://127.0.0.1:8080/',
    });
  if (!URL.canParse(url)) throw wrong('it is no URL');
  const parsed = new URL(url);
  if (!schemes.includes(parsed.protocol)) {
    throw wrong(`its scheme is ${parsed.protocol.slice(0, -1)}`);
  }
  if (parsed.hostname === '') throw wrong('it names no host');
  if (parsed.protocol === 'tcp:' && parsed.port === '') throw wrong('it names no port');
  return parsed;
}

/** Diagnoses one connection from here. Resolves to the exit code. */
export async function diagnoseConnection(url: string, options: Options): Promise<number> {
  const { href } = target(url);
  const connectDeadlineMs =
    wholeNumber('--connect-deadline', options.connectDeadline, [50, 120_000]) ?? 1500;
  const { intendedAddress } = options;
  if (intendedAddress !== undefined && isIP(intendedAddress) === 0) {
    throw new UsageError({
      code: 'USAGE_ADDRESS',
      what: `--intended-address is ${intendedAddress}; allowed is an IPv4 or IPv6 address.`,
      next: `npx badconn diagnose ${url} --intended-address 192.0.2.7`,
    });
  }
  if (options.save !== undefined) mustNotExist(options.save);
  const plain = (): ReturnType<typeof attempt> =>
    attempt({ url: href, patienceMs: connectDeadlineMs });
  const { seen, report } = await around(plain, options);
  const request: Request = {
    protocol: 1,
    id: randomUUID(),
    target: { url: href, ...(intendedAddress === undefined ? {} : { intendedAddress }) },
    symptom: { code: seen.code, message: seen.message, afterMs: seen.afterMs },
    vantage: report ? 'client+server' : 'client',
    ...(report ? { server: report } : {}),
    deadlineMs: 60_000,
    seed: 0,
  };
  let gathered: Evidence | undefined;
  const onEvidence = (evidence: Evidence): void => void (gathered = evidence);
  const answer = await diagnose(request, { connectDeadlineMs, onEvidence });
  if (options.save !== undefined && gathered !== undefined) {
    await saveRecording(options.save, gathered, !options.scrub);
    const how = options.scrub ? 'scrubbed; look at it before you give it away' : 'not scrubbed';
    process.stderr.write(`Saved ${options.save}, ${how}.\n`);
  }
  process.stdout.write(
    options.json ? `${JSON.stringify(answer, null, 2)}\n` : answerText(url, answer),
  );
  return answer.status === 'healthy' ? 0 : 1;
}

type Seen = Awaited<ReturnType<typeof attempt>>;

/** One attempt of an ordinary client, with the server looked at before and after where it can be. */
async function around(
  plain: () => Promise<Seen>,
  { server, report }: Options,
): Promise<{ seen: Seen; report?: ServerReport }> {
  if (report !== undefined) return { seen: await plain(), report: await readReport(report) };
  if (server === undefined) return { seen: await plain() };
  const script = await readFile(collectScript, 'utf8');
  const before = await snapshotOver(server, script);
  const seen = await plain();
  const after = await snapshotOver(server, script);
  return { seen, report: serverReport(before, after, 1) };
}

async function snapshotOver(server: string, script: string): Promise<Snapshot> {
  const text = await overSsh(server, script);
  try {
    return parseSnapshot(text);
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_SSH_NO_REPORT',
      what: `${server} gave no report: ${(cause as Error).message.split('\n', 1)[0]}`,
      evidence: text.split('\n').slice(0, 5),
      next: 'npx badconn collect --script > collect.sh, and run it on the server by hand',
      cause,
    });
  }
}

async function readReport(file: string): Promise<ServerReport> {
  const unusable = (why: string, cause: unknown): UsageError =>
    new UsageError({
      code: 'USAGE_REPORT',
      what: `--report is ${file}, ${why}.`,
      next: 'on the server: badconn collect > report.txt',
      cause,
    });
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unusable(`which cannot be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  });
  try {
    if (!text.trimStart().startsWith('{')) return serverReport(parseSnapshot(text), undefined, 0);
    const parsed = JSON.parse(text) as ServerReport;
    if (parsed.protocol !== 1 || typeof parsed.before !== 'object') throw new Error('other JSON');
    return parsed;
  } catch (cause) {
    throw unusable('which is no report of badconn collect', cause);
  }
}
