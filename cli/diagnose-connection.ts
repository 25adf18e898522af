import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { CauseFile, Evidence } from '../diagnoser/index.ts';
import { UsageError } from '../harness/errors.ts';
import { say, stdout } from '../harness/output.ts';
import type { Request } from '../vocabulary/index.ts';
import type { DiagnoseFlags } from './diagnose.ts';
import { wholeNumber } from './options.ts';
import { addressMeant } from './address-meant.ts';
import { around, serverOf, type PlainAttempt } from './look-at-server.ts';

const schemes = ['ws:', 'wss:', 'http:', 'https:', 'tcp:'];

function target(url: string): URL {
  const wrong = (why: string): UsageError =>
    new UsageError({
      code: 'USAGE_URL',
      what: `${url} cannot be diagnosed: ${why}.`,
      evidence: [
        'allowed: ws:// or wss://host:port/path, http:// or https://host:port/path, tcp://host:port',
      ],
      next: 'npx badconn diagnose ws://127.0.0.1:8080/',
    });
  if (!URL.canParse(url)) throw wrong('it is not a URL');
  const parsed = new URL(url);
  if (!schemes.includes(parsed.protocol)) {
    throw wrong(`its scheme is ${parsed.protocol.slice(0, -1)}`);
  }
  if (parsed.hostname === '') throw wrong('it names no host');
  if (parsed.protocol === 'tcp:' && parsed.port === '') throw wrong('it names no port');
  return parsed;
}

/** Who says where the url should lead says that its name is the right one. */
const meant = (host: string, intendedAddress: string | undefined): Partial<Request['target']> => {
  if (intendedAddress === undefined) return {};
  const isName = isIP(host.replace(/^\[|\]$/g, '')) === 0;
  return { intendedAddress, ...(isName ? { intendedName: host } : {}) };
};

async function ownCauses(folder: string): Promise<CauseFile[]> {
  const { causesIn } = await import('./own-causes.ts');
  return causesIn(folder, '--causes');
}

/** Diagnoses one connection from here. Resolves to the exit code. */
export async function diagnoseConnection(url: string, options: DiagnoseFlags): Promise<number> {
  const { href } = target(url);
  const connectDeadlineMs = wholeNumber(
    'diagnose --connect-deadline',
    options.connectDeadline,
    [50, 120_000],
  );
  const intendedAddress = await addressMeant(options);
  const causes = options.causes === undefined ? [] : await ownCauses(options.causes);
  const saving = options.save === undefined ? undefined : await import('./recordings.ts');
  if (options.save !== undefined) await saving?.mayBeSaved(options.save);
  const loading = async (): Promise<() => Promise<PlainAttempt>> => {
    const client = import('../client/attempt.ts');
    const [{ attempt }] = await Promise.all([client, import('../diagnoser/index.ts')]);
    return () => attempt({ url: href, patienceMs: connectDeadlineMs, silent: true });
  };
  const { seen, report } = await around(loading, await serverOf(new URL(href).hostname, options));
  const request: Request = {
    protocol: 1,
    id: randomUUID(),
    target: { url: href, ...meant(new URL(href).hostname, intendedAddress) },
    symptom: { stage: seen.stage, code: seen.code, message: seen.message, afterMs: seen.afterMs },
    vantage: report ? 'client+server' : 'client',
    ...(report ? { server: report } : {}),
    deadlineMs: 60_000,
    seed: 0,
  };
  let gathered: Evidence | undefined;
  const onEvidence = (evidence: Evidence): void => void (gathered = evidence);
  const { diagnose } = await import('../diagnoser/index.ts');
  const answer = await diagnose(request, { connectDeadlineMs, onEvidence, causes });
  if (options.json) stdout.json(answer);
  else stdout.text((await import('./answer-text.ts')).answerText(url, answer));
  if (options.save !== undefined && gathered !== undefined) {
    await saving?.saveRecording(options.save, gathered, !options.scrub);
    const how = options.scrub ? 'scrubbed; look at it before you give it away' : 'not scrubbed';
    say(`Saved ${options.save}, ${how}.`);
  }
  return answer.status === 'healthy' ? 0 : 1;
}
