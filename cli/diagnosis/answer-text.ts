import { hanging, wrap } from '../../harness/report/layout.ts';
import { paint, type TerminalLook } from '../../harness/report/look.ts';
import { legibleLine } from '../../harness/report/stranger.ts';
import { causeText, type Answer } from '../../vocabulary/index.ts';
import type { Account } from './account.ts';
import { rungLines, tellingLines } from './ladder-text.ts';

/** Longest untrusted text, in characters. It may be part of a sentence but must not start a line. */
const longest = 4000;

/** Number of causes shown without -v. */
const mostCauses = 5;

export interface AnswerLook extends TerminalLook {
  /** Shows all causes and all observations. */
  verbose: boolean;
}

const signs: Readonly<Record<Answer['status'], ['good' | 'bad' | 'unsure', string]>> = {
  healthy: ['good', '✓'],
  diagnosed: ['bad', '✗'],
  'cannot-tell': ['unsure', '?'],
  unsupported: ['unsure', '?'],
};

/** A verdict for people: the cause, the remedy, the evidence. */
export function answerText(
  url: string,
  answer: Omit<Answer, 'id' | 'protocol' | 'diagnoser'>,
  account: Account | undefined,
  look: AnswerLook,
): string {
  const { columns } = look;
  const { evidence = [], remedy } = answer;
  const [style, sign] = signs[answer.status];
  const summary = account?.summary ?? 'This kind of target is not supported.';
  const told = new Set(account?.telling.map(({ observed }) => observed));
  const rest = evidence.filter(({ observed }) => !told.has(observed));
  const lines = [
    ...hanging('  ', summary, columns).map((line, index) =>
      paint(look, style, paint(look, 'strong', index === 0 ? `${sign}${line.slice(1)}` : line)),
    ),
    // On a line of its own, so that it can be copied.
    `  ${legibleLine(url, longest)}`,
    ...causeLines(answer, look),
    ...(remedy ? ['', paint(look, 'strong', 'What to do')] : []),
    ...(remedy ? hanging('  ', legibleLine(remedy.text, longest), columns) : []),
    // One line per command, so that it can be copied.
    ...(remedy?.commands ?? []).map((command) => `    ${command}`),
    '',
    paint(look, 'strong', 'What shows it'),
    ...(account ? rungLines(account, look) : []),
    ...(account ? tellingLines(account, look) : []),
    ...(look.verbose
      ? rest.flatMap(({ observed }) => hanging('    · ', legibleLine(observed, longest), columns))
      : []),
    ...noteLines(account?.notes ?? [], look.verbose ? 0 : rest.length, look),
  ];
  return `${lines.join('\n')}\n`;
}

function causeLines(
  { status, candidates, also = [] }: Pick<Answer, 'status' | 'candidates' | 'also'>,
  look: AnswerLook,
): string[] {
  const { columns, verbose } = look;
  const [only, ...others] = candidates;
  const shown = verbose ? candidates : candidates.slice(0, mostCauses);
  const left = candidates.length - shown.length;
  const list =
    others.length === 0
      ? []
      : shown.flatMap((cause, index) =>
          hanging(`  ${String(index + 1).padStart(2)}  `, `${cause}: ${causeText(cause)}`, columns),
        );
  return [
    ...(status === 'diagnosed' && only !== undefined && others.length === 0
      ? [paint(look, 'faint', `  cause: ${only}`)]
      : []),
    ...(list.length > 0 ? ['', ...list] : []),
    ...(left > 0 ? [`      and ${left} more: -v names them`] : []),
    ...also.flatMap((cause) =>
      hanging('  ', `Beneath it, to be mended next: ${cause}: ${causeText(cause)}`, columns),
    ),
  ];
}

function noteLines(notes: readonly string[], more: number, look: AnswerLook): string[] {
  const fold =
    more === 0 ? [] : [`${more} more ${more === 1 ? 'observation' : 'observations'}: -v`];
  const all = [...notes, ...fold];
  if (all.length === 0) return [];
  return [
    '',
    ...all
      .flatMap((note) => wrap(legibleLine(note, longest), look.columns))
      .map((line) => paint(look, 'faint', line)),
  ];
}
