import { Readable } from 'node:stream';
import { UsageError } from '../harness/errors.ts';
import { hanging, wrap } from '../harness/report/layout.ts';
import { alike } from '../knowledge/alike.ts';
import type { Candidate } from '../knowledge/candidates.ts';
import { families } from '../knowledge/families/index.ts';
import { explain, type Explanation } from '../knowledge/explain.ts';
import { say } from '../harness/output.ts';
import { endsOf } from './ends-of.ts';
import { likeliest } from './explain-likeliest.ts';
import { targetOf } from './explain-target.ts';

interface ExplainLook {
  columns: number;
  /** Shows every candidate with every command, instead of one screen. */
  all: boolean;
  json: boolean;
}

/** Explains a message, as text or JSON. Throws `UsageError` for an unknown message. */
export async function explainText(words: readonly string[], look: ExplainLook): Promise<string> {
  const isStdin = words.length === 1 && words[0] === '-';
  const { text, leftOut } = await endsOf(
    isStdin ? process.stdin : Readable.from([Buffer.from(words.join(' '))]),
  );
  if (leftOut > 0)
    say(`Looked at the first 64 KiB and the last 192 KiB; left out ${leftOut} bytes.`);
  const explanation = explain(text);
  if (!explanation) throw unknown(text);
  if (look.json) return `${JSON.stringify({ text, ...explanation }, null, 2)}\n`;
  return `${forPerson(explanation, look).join('\n')}\n`;
}

function unknown(text: string): UsageError {
  const [first = ''] = text.trim().split('\n');
  const near = alike(text).map((line) => `nearest: ${line}`);
  return new UsageError({
    code: 'USAGE_UNKNOWN_WORDS',
    what:
      first === ''
        ? 'There is no text to explain.'
        : `No client that is known says: ${first.slice(0, 120)}`,
    evidence: near,
    next: 'give the whole message as the client prints it, or  npx badconn diagnose <url>',
  });
}

/** The smallest usual terminal, 80×24, minus the line of the prompt. */
const screen = 23;
const [fewest, most] = [3, 5];

/** The content is the same for every width: prose wraps, commands do not. */
export function forPerson(
  explanation: Explanation,
  { columns, all }: Pick<ExplainLook, 'columns' | 'all'>,
): string[] {
  const { candidates } = explanation;
  const head = headOf(explanation, columns);
  const means = meansOf(explanation).flatMap((text) => wrap(text, columns));
  const gap = candidates.length > 0 ? [''] : [];
  const foot = footOf(explanation, columns);
  if (all) {
    const entries = explanation.candidates.flatMap((entry, index) => [
      ...candidateLines(entry, { rank: index + 1, columns, looks: entry.look.length }),
      ...(entry.scenario === undefined ? [] : [`      try it: npx badconn exec ${entry.scenario}`]),
      '',
    ]);
    const sources = sourceLines(explanation, columns);
    return [...head, ...means, ...gap, ...sources, '', ...entries, ...foot];
  }
  const shown = likeliest(candidates, most);
  const lines = (): string[] => entriesOf(shown, columns);
  // Minus the line with the number of further causes, and the empty lines before the causes and the end.
  const room = screen - head.length - gap.length - foot.length - 2;
  while (shown.length > fewest && means.length + lines().length > room) shown.pop();
  const left = candidates.length - shown.length;
  const isMeansShown = means.length + lines().length <= room;
  return [
    ...[...head, ...(isMeansShown ? means : []), ...gap],
    ...lines(),
    ...(left > 0 ? [`    ${left} more: --all`] : []),
    '',
    ...foot,
  ];
}

/** Causes with one command each; a command that separates several of them is printed once, after the last. */
const entriesOf = (shown: readonly Candidate[], columns: number): string[] =>
  shown.flatMap((entry, index) => {
    const [own, next] = [entry.look[0], shown[index + 1]?.look[0]];
    const isSaidNext = own?.run === next?.run && own?.shows === next?.shows;
    return candidateLines(entry, { rank: index + 1, columns, looks: isSaidNext ? 0 : 1 });
  });

/** What happened, by stage. */
function headOf(explanation: Explanation, columns: number): string[] {
  const { families, notes } = explanation;
  const [only, ...others] = families;
  const what =
    only === undefined
      ? 'Nothing is wrong, or the words do not say what.'
      : others.length === 0
        ? `Stage ${only.stage}: ${only.says}`
        : `The words fit ${families.length} kinds of failure: ${families.map(({ name, stage }) => `${name} (stage ${stage})`).join(', ')}. A line that names the errno or the cause would tell more.`;
  return [what, ...notes].flatMap((text) => wrap(text, columns));
}

const meansOf = ({ documented }: Explanation): string[] =>
  documented.flatMap(({ means }) => means ?? []).slice(0, 1);

function footOf(explanation: Explanation, columns: number): string[] {
  const { candidates, healthy } = explanation;
  const scenario = candidates[0]?.scenario;
  const next =
    families.find(({ name }) => name === explanation.families[0]?.name)?.next ??
    `npx badconn diagnose ${targetOf(explanation)}`;
  const [first, ...others] = healthy;
  const too =
    first === undefined
      ? ''
      : `Said where nothing is wrong, too: ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return [
    ...(too === '' ? [] : wrap(too, columns)),
    ...(scenario === undefined ? [] : [`In a lab: npx badconn exec ${scenario}`]),
    `Next: ${next}`,
  ];
}

/** The program that printed the message. */
function sourceLines(explanation: Explanation, columns: number): string[] {
  const { documented, recorded } = explanation;
  const fewestScenarios = recorded.toSorted((a, b) => a.scenarios.length - b.scenarios.length)[0];
  if (fewestScenarios) {
    const { line, clients, scenarios } = fewestScenarios;
    const count = scenarios.length === 1 ? 'one scenario' : `${scenarios.length} scenarios`;
    return wrap(`Recorded in ${count}, of ${clients.join(', ')}: ${line}`, columns);
  }
  return [
    ...documented
      .slice(0, 1)
      .map(({ by, line, source }) => `Documented, of ${by}: ${line} (${source})`),
  ].flatMap((text) => wrap(text, columns));
}

function candidateLines(
  { cause, says, look }: Candidate,
  { rank, columns, looks }: { rank: number; columns: number; looks: number },
): string[] {
  return [
    ...hanging(` ${rank}  `.slice(-4), `${cause}: ${says}`, columns),
    ...look
      .slice(0, looks)
      .flatMap(({ on, run, shows }) => [
        `      on the ${on}: ${run}`,
        ...hanging('        ', `shows ${shows}`, columns),
      ]),
  ];
}
