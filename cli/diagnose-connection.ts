import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { CauseFile, Evidence } from '../diagnoser/index.ts';
import { say, stderr, stdout } from '../harness/output.ts';
import { terminalAbilities, widthOf } from '../harness/report/look.ts';
import { cannotTellExitCode } from '../harness/unwritten.ts';
import type { Answer, Request, ServerReport } from '../vocabulary/index.ts';
import type { DiagnoseFlags } from './diagnose.ts';
import { oneOf, wholeNumber } from './options.ts';
import { addressMeant } from './address-meant.ts';
import { liveLadder, type Live } from './diagnosis/live.ts';
import { targetOf } from './diagnosis/target.ts';
import { isOutOfDescriptors, withoutDescriptors } from '../diagnoser/without-descriptors.ts';
import { around, serverOf, type PlainAttempt } from './look-at-server.ts';
import { shortenLookups } from './short-lookups.ts';

/** A user who states the intended address states that the URL's name is the right one. */
const meant = (host: string, intendedAddress: string | undefined): Partial<Request['target']> => {
  if (intendedAddress === undefined) return {};
  const isName = isIP(host.replace(/^\[|\]$/g, '')) === 0;
  return { intendedAddress, ...(isName ? { intendedName: host } : {}) };
};

async function ownCauses(folder: string): Promise<CauseFile[]> {
  const { causesIn } = await import('./own-causes.ts');
  return causesIn(folder, '--causes');
}

/** Runs the client of --client, if given. Last, so that its packets do not count as an attempt. */
async function clientOf(name: string | undefined, url: URL) {
  if (name === undefined) return undefined;
  const { clientFor, clientNames, clientNote } = await import('./diagnosis/own-client.ts');
  const ask = clientFor(oneOf('diagnose --client', name, clientNames), url);
  return async () => {
    const end = await ask();
    return { end, note: (isHealthy: boolean) => clientNote(end, isHealthy) };
  };
}

/** Diagnoses one connection from here. Resolves to the exit code. */
export async function diagnoseConnection(given: string, options: DiagnoseFlags): Promise<number> {
  const live = liveLadder({
    ...terminalAbilities(stderr, process.env),
    write: stderr.text,
    get columns() {
      return stderr.columns;
    },
  });
  const { target, saving, ...diagnosed } = await diagnosisOf(given, options, live).catch(
    (error: unknown) => {
      if (!isOutOfDescriptors(error)) throw error;
      const answer = withoutDescriptors(randomUUID());
      return { target: given, answer, ...nothingGathered };
    },
  );
  await show(target, diagnosed, options);
  const { answer, evidence } = diagnosed;
  if (options.save !== undefined && evidence !== undefined) {
    await saving?.saveRecording(options.save, evidence, !options.scrub);
    const how = options.scrub ? 'scrubbed; look at it before you give it away' : 'not scrubbed';
    say(`Saved ${options.save}, ${how}.`);
  }
  return exitCodes[answer.status];
}

/** A service that accepts may be slow but answer: its time limit, as a multiple of that for a SYN. */
const slowTimes = 2;

const nothingGathered = { evidence: undefined, notes: [], client: undefined, saving: undefined };

/** The same without output on stdout. Shows progress on `live`, and ends it. */
export async function diagnosisOf(
  given: string,
  options: DiagnoseFlags & { taken?: ServerReport },
  live: Live,
) {
  const { url, taken } = targetOf(given);
  const { href, hostname } = url;
  const connectDeadlineMs = wholeNumber(
    'diagnose --connect-deadline',
    options.connectDeadline,
    [50, 120_000],
  );
  const intendedAddress = await addressMeant(options);
  const causes = options.causes === undefined ? [] : await ownCauses(options.causes);
  const saving = options.save === undefined ? undefined : await import('./recordings.ts');
  if (options.save !== undefined) await saving?.mayBeSaved(options.save);
  const asking = await clientOf(options.client, url);
  const undo = shortenLookups();
  try {
    const loading = async (): Promise<() => Promise<PlainAttempt>> => {
      const client = import('../client/attempt.ts');
      const [{ attempt }] = await Promise.all([client, import('../diagnoser/index.ts')]);
      return () => {
        live.doing('a plain client connects');
        const answerMs = slowTimes * connectDeadlineMs;
        return attempt({ url: href, patienceMs: connectDeadlineMs, answerMs, silent: true });
      };
    };
    const server = await serverOf(hostname, options, intendedAddress);
    live.doing('name' in server ? `taking a report of ${server.name}` : 'beginning');
    const { seen, report } = await around(loading, server);
    const request: Request = {
      protocol: 1,
      id: randomUUID(),
      target: { url: href, ...meant(hostname, intendedAddress) },
      symptom: { stage: seen.stage, code: seen.code, message: seen.message, afterMs: seen.afterMs },
      vantage: report ? 'client+server' : 'client',
      ...(report ? { server: report } : {}),
      deadlineMs: 60_000,
      seed: 0,
    };
    let gathered: Evidence | undefined;
    const onEvidence = (evidence: Evidence): void => void (gathered = evidence);
    const { diagnose } = await import('../diagnoser/index.ts');
    const answer = await diagnose(request, {
      ...{ connectDeadlineMs, onEvidence, causes },
      onProgress: live.gathered,
    });
    undo();
    const client = asking === undefined ? undefined : await asking();
    live.end();
    const notes = [
      ...(taken === undefined ? [] : [taken]),
      ...(client === undefined ? [] : [client.note(answer.status === 'healthy')]),
      lookedAt[report === undefined ? 'nowhere' : server.from],
    ];
    return { target: href, answer, evidence: gathered, notes, client: client?.end, saving };
  } finally {
    undo();
    live.end();
  }
}

const exitCodes: Readonly<Record<Answer['status'], number>> = {
  ...{ healthy: 0, diagnosed: 1 },
  ...{ 'cannot-tell': cannotTellExitCode, unsupported: cannotTellExitCode },
};

/** Whose attempt it was, and whether the server was inspected. */
const lookedAt = {
  nowhere:
    "Tried by badconn's own client, from this machine alone. A browser or another program may use another proxy, resolver or list of authorities.",
  files: "Tried by badconn's own client; the server is known by the report that you gave.",
  ssh: "Tried by badconn's own client; the server was looked at over ssh.",
  here: "Tried by badconn's own client. The target is this machine, so it was looked at as the server, too.",
} as const;

interface ConnectionDiagnosis {
  answer: Answer;
  evidence: Evidence | undefined;
  notes: readonly string[];
  /** Result of --client. */
  client: object | undefined;
}

async function show(
  url: string,
  { answer, evidence, notes, client }: ConnectionDiagnosis,
  { json, verbose }: Pick<DiagnoseFlags, 'json' | 'verbose'>,
): Promise<void> {
  const found =
    evidence && (await (await import('./diagnosis/account.ts')).accountOf(answer, evidence));
  const account = found && { ...found, notes: [...notes, ...found.notes] };
  if (json) {
    stdout.json({ ...answer, target: url, ...account, ...(client && { client }) });
    return;
  }
  const { answerText } = await import('./diagnosis/answer-text.ts');
  const { colour } = terminalAbilities(stdout, process.env);
  const columns = widthOf(stdout);
  stdout.text(answerText(url, answer, account, { colour, columns, verbose: verbose === true }));
}
