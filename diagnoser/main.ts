import { readFileSync, writeSync } from 'node:fs';
import type { Request } from '../vocabulary/index.ts';
import { diagnose } from './diagnose.ts';

/** sh(1): a command that was not found, here a url that this diagnoser does not handle. */
const unsupported = 127;
const wrongUse = 2;

/** `--connect-deadline <ms>` or `--connect-deadline=<ms>`. */
const deadlineIn = (words: readonly string[]): number | undefined => {
  const text = words.join('=');
  if (text === '') return undefined;
  const ms = /^--connect-deadline=(\d{1,6})$/.exec(text)?.[1];
  if (ms === undefined || Number(ms) === 0) {
    process.stderr.write(`Expected --connect-deadline <milliseconds>, given was: ${text}\n`);
    process.exit(wrongUse);
  }
  return Number(ms);
};

const requestFrom = (text: string): Request => {
  try {
    const request = JSON.parse(text) as Partial<Request> | null;
    if (request?.protocol === 1 && typeof request.target?.url === 'string') {
      return request as Request;
    }
  } catch {
    // The message below names what was given, whichever way it is wrong.
  }
  process.stderr.write(
    `Expected a badconn request of version 1 as JSON on stdin, given was: ${JSON.stringify(text.slice(0, 80))}\n`,
  );
  process.exit(wrongUse);
};

const connectDeadlineMs = deadlineIn(process.argv.slice(2));
const request = requestFrom(readFileSync(0, 'utf8'));
const answer = await diagnose(request, {
  ...(connectDeadlineMs === undefined ? {} : { connectDeadlineMs }),
  onEvidence: (evidence) => process.stderr.write(`evidence ${JSON.stringify(evidence)}\n`),
});
writeSync(1, `${JSON.stringify(answer)}\n`);
// Sockets that are still closing would hold the process back.
process.exit(answer.status === 'unsupported' ? unsupported : 0);
