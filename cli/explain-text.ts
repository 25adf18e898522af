import { Readable } from 'node:stream';
import { UsageError } from '../harness/errors.ts';
import type { Candidate } from '../knowledge/candidates.ts';
import { explain, vague, type Explanation } from '../knowledge/explain.ts';
import { alike } from '../knowledge/alike.ts';
import { say } from '../harness/output.ts';
import { endsOf } from './ends-of.ts';

/** Explains a message for a person, or as JSON. Throws `UsageError` for words that are not known. */
export async function explainText(words: readonly string[], asJson: boolean): Promise<string> {
  const isStdin = words.length === 1 && words[0] === '-';
  const { text, leftOut } = await endsOf(
    isStdin ? process.stdin : Readable.from([Buffer.from(words.join(' '))]),
  );
  if (leftOut > 0)
    say(`Looked at the first 64 KiB and the last 192 KiB; left out ${leftOut} bytes.`);
  const explanation = explain(text);
  if (!explanation) throw unknown(text);
  if (asJson) return `${JSON.stringify({ text, ...explanation }, null, 2)}\n`;
  return `${forPerson(explanation).join('\n')}\n`;
}

function unknown(text: string): UsageError {
  const [first = ''] = text.trim().split('\n');
  const near = alike(text).map((line) => `nearest: ${line}`);
  return new UsageError({
    code: 'USAGE_UNKNOWN_WORDS',
    what:
      first === '' ? 'There is no text to explain.' : `Not in the atlas: ${first.slice(0, 120)}`,
    evidence: near,
    next: 'give the whole message as the client prints it, or  npx badconn diagnose <url>',
  });
}

function forPerson(explanation: Explanation): string[] {
  const { families, candidates, healthy, notes, particulars } = explanation;
  const isVague = families.length >= vague;
  const { scheme = 'tcp', host = 'SERVER', port = 'PORT' } = particulars;
  const shown = host.includes(':') ? `[${host}]` : host;
  return [
    ...families.map(({ name, says }) => `${name}: ${says}`),
    ...said(explanation),
    ...notes,
    '',
    ...(isVague
      ? ['The words fit many failures. A line that names the cause would tell more.', '']
      : []),
    ...(candidates.length > 0
      ? [candidates.length > 1 ? 'It may be, likeliest first' : 'It is']
      : []),
    ...candidates.flatMap((entry, index) => candidate(entry, index + 1, isVague)),
    ...(healthy.length > 0
      ? [`Said as well where nothing is wrong: ${healthy.join(', ')}`, '']
      : []),
    `Next: npx badconn diagnose ${scheme}://${shown}:${port}`,
  ];
}

function said({ recorded, documented }: Explanation): string[] {
  const fewest = recorded.toSorted((a, b) => a.scenarios.length - b.scenarios.length)[0];
  if (fewest) {
    const { line, clients, scenarios } = fewest;
    const count = scenarios.length === 1 ? 'one scenario' : `${scenarios.length} scenarios`;
    return [`Recorded in ${count}, of ${clients.join(', ')}: ${line}`];
  }
  const means = documented.find((words) => words.means !== undefined)?.means;
  return [
    ...documented
      .slice(0, 1)
      .map(({ by, line, source }) => `Documented, of ${by}: ${line} (${source})`),
    ...(means === undefined ? [] : [means]),
  ];
}

function candidate(
  { cause, says, look, scenario }: Candidate,
  rank: number,
  isShort: boolean,
): string[] {
  const heading = `${String(rank).padStart(3)}  ${cause}: ${says}`;
  if (isShort) return [heading];
  return [
    heading,
    ...look.flatMap(({ on, run, shows }) => [
      `       on the ${on}: ${run}`,
      `         shows ${shows}`,
    ]),
    ...(scenario === undefined ? [] : [`       try it: npx badconn exec ${scenario}`]),
    '',
  ];
}
