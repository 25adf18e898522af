import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Evidence } from '../diagnoser/index.ts';
import { parseRecording, type Recording } from '../diagnoser/recording.ts';
import { scrub } from '../diagnoser/scrub/scrub.ts';
import { UsageError } from '../harness/errors.ts';

/** Before anything is tried: an earlier case is never overwritten. */
export function mustNotExist(file: string): void {
  if (!existsSync(file)) return;
  throw new UsageError({
    code: 'USAGE_SAVE',
    what: `--save is ${file}, which is there already; a saved case is not overwritten.`,
    next: 'name another file, or remove that one',
  });
}

/** Writes evidence to a new file, without what identifies the machines unless `whole`. */
export async function saveRecording(
  file: string,
  evidence: Evidence,
  whole: boolean,
): Promise<void> {
  const kept = whole ? evidence : scrub(evidence, randomBytes(16).toString('hex'));
  const recording: Recording = { truth: 'unknown', [evidence.vantage]: kept };
  try {
    await writeFile(file, `${JSON.stringify(recording, null, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_SAVE',
      what: `--save is ${file}, which cannot be written (${(cause as NodeJS.ErrnoException).code}).`,
      next: 'name a file in a folder that is there and that you may write to',
      cause,
    });
  }
}

export async function readRecording(file: string): Promise<Recording> {
  const unusable = (why: string, cause: unknown): UsageError =>
    new UsageError({
      code: 'USAGE_RECORDING',
      what: `${file} cannot be replayed: ${why}.`,
      next: 'npx badconn diagnose URL --save case.json writes one',
      cause,
    });
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unusable(String((cause as NodeJS.ErrnoException).code), cause);
  });
  try {
    return parseRecording(text);
  } catch (cause) {
    throw unusable(
      cause instanceof SyntaxError ? 'it is no JSON' : (cause as Error).message,
      cause,
    );
  }
}
