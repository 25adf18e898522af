import { readFileSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Answer, Request } from '../vocabulary/index.ts';
import { endNow } from './end-now.ts';
import { isOutOfDescriptors, withoutDescriptors } from './without-descriptors.ts';

/** Exit code of sh(1) for a missing command; here, a url that this diagnoser does not handle. */
const unsupported = 127;
const wrongUse = 2;

/** Options: `--connect-deadline <ms>`, and `--causes <folder>` with further causes. */
const optionsIn = (words: string[]): { connectDeadlineMs?: number; folder?: string } => {
  try {
    const options = { 'connect-deadline': { type: 'string' }, causes: { type: 'string' } } as const;
    const { values } = parseArgs({ args: words, options });
    const { 'connect-deadline': ms, causes: folder } = values;
    if (ms !== undefined && !/^[1-9]\d{0,5}$/.test(ms)) throw new Error('no deadline');
    return {
      ...(ms === undefined ? {} : { connectDeadlineMs: Number(ms) }),
      ...(folder === undefined ? {} : { folder }),
    };
  } catch {
    const given = words.join(' ');
    process.stderr.write(
      `Expected --connect-deadline <milliseconds> or --causes <folder>, given was: ${given}\n`,
    );
    process.exit(wrongUse);
  }
};

const requestFrom = (text: string): Request => {
  try {
    const request = JSON.parse(text) as Partial<Request> | null;
    if (request?.protocol === 1 && typeof request.target?.url === 'string') {
      return request as Request;
    }
  } catch {
    // The message below shows the input, whatever is wrong with it.
  }
  process.stderr.write(
    `Expected a badconn request of version 1 as JSON on stdin, given was: ${JSON.stringify(text.slice(0, 80))}\n`,
  );
  process.exit(wrongUse);
};

async function main(): Promise<void> {
  const { folder, ...options } = optionsIn(process.argv.slice(2));
  const request = requestFrom(readFileSync(0, 'utf8'));
  const answered = async (): Promise<Answer> => {
    const { diagnose } = await import('./diagnose.ts');
    const causes =
      folder === undefined ? [] : await (await import('./own-causes.ts')).readCauses(folder);
    return diagnose(request, {
      ...options,
      causes,
      onEvidence: (evidence) => process.stderr.write(`evidence ${JSON.stringify(evidence)}\n`),
    });
  };
  const answer = await answered().catch((error: unknown) => {
    if (isOutOfDescriptors(error)) return withoutDescriptors(request.id);
    throw error;
  });
  writeSync(1, `${JSON.stringify(answer)}\n`);
  // Sockets that are still closing would keep the process alive.
  endNow(answer.status === 'unsupported' ? unsupported : 0);
}

void main();
