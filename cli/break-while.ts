import { spawn } from 'node:child_process';
import { addAbortListener, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { breakContainer } from '../harness/containers/break-connection.ts';
import type { BrokenConnection } from '../harness/containers/broken.ts';
import { standings } from '../harness/containers/fault.ts';
import { containerEngine } from '../harness/engine/docker/containers.ts';
import { UsageError } from '../harness/errors.ts';
import { say } from '../harness/output.ts';
import { symptomText } from '../harness/symptom.ts';
import type { BreakFlags } from './break.ts';
import { inFlags } from './in-flags.ts';
import { interruptSignal } from './interrupt.ts';
import { duration, oneOf, wholeNumber } from './options.ts';

/** Breaks a connection while a command runs. Resolves to the exit code of the command. */
export async function breakWhile(
  symptom: string,
  command: readonly string[],
  options: BreakFlags,
): Promise<number> {
  const { container, from, path, says, standing, ipVersion } = options;
  const port = wholeNumber('break --port', options.port, [1, 65_535]);
  const forMs = duration('break --for', options.for);
  const scheme = oneOf('break --scheme', options.scheme, ['tcp', 'http', 'https', 'ws', 'wss']);
  const given = {
    ...{ port, scheme, path },
    ...(from === undefined ? {} : { from }),
    ...(says === undefined ? {} : { says: lineEnds(says) }),
    ...(ipVersion === undefined ? {} : { ipVersion: ipVersionOf(ipVersion) }),
    ...(standing === undefined ? {} : { standing: oneOf('break --standing', standing, standings) }),
  };
  const signal = interruptSignal();
  const done = new AbortController();
  const engine = await containerEngine(say);
  const broken = await breakContainer(engine, container, symptom, given).catch(inFlags);
  try {
    say(
      `Broken: ${broken.url} shows ${symptomText(broken.symptom)} (${broken.standing}, ${broken.made}).`,
    );
    const over =
      forMs === undefined
        ? undefined
        : mendAfter(broken, forMs, AbortSignal.any([signal, done.signal]));
    over?.catch(() => undefined);
    const code = command.length > 0 ? await run(command, broken, signal) : await stay(over, signal);
    return code;
  } finally {
    done.abort();
    await broken[Symbol.asyncDispose]();
    say('Mended: it is well again.');
  }
}

const ipVersionOf = (given: string): 4 | 6 =>
  oneOf('break --ip-version', given, ['4', '6']) === '4' ? 4 : 6;

const lineEnds = (text: string): string => text.replaceAll('\\r', '\r').replaceAll('\\n', '\n');

async function mendAfter(broken: BrokenConnection, ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
  await broken.mend();
}

/** Waits until the fault ends by itself, or for Ctrl-C. */
async function stay(over: Promise<void> | undefined, signal: AbortSignal): Promise<number> {
  const aborted = signal.aborted ? Promise.resolve() : once(signal, 'abort');
  await (over === undefined ? aborted : Promise.race([over, aborted]));
  return 0;
}

async function run(
  [file = '', ...args]: readonly string[],
  { url, host, port }: BrokenConnection,
  signal: AbortSignal,
): Promise<number> {
  const env = { BADCONN_URL: url, BADCONN_HOST: host, BADCONN_PORT: String(port) };
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  // Ctrl-C reaches the command directly; a TERM to badconn does not.
  addAbortListener(signal, () => child.kill('SIGTERM'));
  const [code] = (await once(child, 'exit').catch((cause: unknown) => {
    throw new UsageError({
      code: 'USAGE_COMMAND',
      what: `The command ${file} cannot be started: ${(cause as Error).message}.`,
      next: 'npx badconn break --help',
      cause,
    });
  })) as [number | null];
  return signal.aborted ? 130 : (code ?? 1);
}
