import { failedPhase } from './score-table.ts';
import { countsText } from './counts.ts';
import { expectedAt, isSettled, passes, type CaseCard, type Scorecard } from './scorecard.ts';
import { guesses, guessesText, type Guesses } from './guesses.ts';
import { secondsText } from './layout.ts';
import { seedText } from './seed-text.ts';
import { caseLines } from './shortfalls.ts';
import { legible, legibleLine } from './stranger.ts';
import type { Vantage } from '../../vocabulary/index.ts';

const look = { columns: 100, colour: false };
/** GitHub limits a job summary to 1024 kB per step and does not show a larger one at all. */
const detailBytes = 800_000;

/**
 * Runs as Markdown (GitHub Flavored) for the summary of a CI job: a table of the verdicts, with failed cases folded
 * below. Names and texts are in code spans, so they cannot become markup, links or mentions. At most 1 MB: what does
 * not fit is counted.
 */
export function markdownReport(cards: readonly Scorecard[]): string {
  let room = detailBytes;
  const fits = (text: string): boolean => (room -= Buffer.byteLength(text)) >= 0;
  return cards.map((card) => runSection(card, fits)).join('\n');
}

function runSection(card: Scorecard, fits: (text: string) => boolean): string {
  const { run, failed, skipped } = card;
  const mark = failed + skipped === 0 ? '✓' : '✗';
  const parts = [
    `diagnoser ${code(run.diagnoser)}`,
    `seed ${code(seedText(run.seed))}`,
    `badconn ${code(run.version)}`,
    secondsText(card.durationMs),
  ];
  return [
    `### ${mark} badconn: ${countsText(card)}`,
    '',
    parts.join(', '),
    '',
    ...(card.why === undefined ? [] : [fenced(card.why), '']),
    ...dangers(card),
    ...card.askedAgain.flatMap((event) => [
      `Asked again: ${code(event.case)} at ${event.vantage}: ${code(event.why)}`,
      '',
    ]),
    ...guesses(card).flatMap((guess) => [guessesLine(guess), '']),
    ...table(card),
    '',
    ...details(card, fits),
  ].join('\n');
}

/** Contains only badconn's own words, so it needs no quoting. */
const guessesLine = (guess: Guesses): string =>
  guess.knowsMore ? `**⚠ ${guessesText(guess)}**` : guessesText(guess);

const casesOf = (card: Scorecard): CaseCard[] => card.scenarios.flatMap(({ cases }) => cases);

function dangers(card: Scorecard): string[] {
  const lines = casesOf(card).flatMap((caseCard) =>
    caseCard.standing === 'judged'
      ? caseCard.results
          .filter(({ grade }) => grade === 'dangerous')
          .map(({ vantage, why }) => `- ${code(caseCard.case)} at ${vantage}: ${code(why)}`)
      : [],
  );
  return lines.length === 0 ? [] : ['**⚠ Dangerous mistakes**', '', ...lines, ''];
}

function table(card: Scorecard): string[] {
  const { vantages } = card.run;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const name = (text: string): string => code(text).replaceAll('|', '\\|');
  return [
    row(['scenario', ...vantages, 'time']),
    row(['---', ...vantages.map(() => '---'), '---:']),
    ...card.scenarios.flatMap(({ id, cases }) =>
      cases.length === 0
        ? [row([name(id), ...vantages.map(() => '- not run'), ''])]
        : cases.map((caseCard) =>
            row([
              name(caseCard.case),
              ...vantages.map((vantage) => verdictText(caseCard, vantage)),
              secondsText(caseCard.durationMs),
            ]),
          ),
    ),
  ];
}

function verdictText(caseCard: CaseCard, vantage: Vantage): string {
  if (caseCard.standing === 'unfinished') return '- not finished';
  if (caseCard.standing !== 'judged') return `✗ ${caseCard.standing}${failedPhase(caseCard)}`;
  const grade = caseCard.results.find((result) => result.vantage === vantage)?.grade;
  if (grade === 'dangerous') return '⚠ **DANGEROUS**';
  if (expectedAt(caseCard, vantage)) return `~ ${grade}, as expected`;
  return `${passes(caseCard, vantage) ? '✓' : '✗'} ${grade ?? 'no result'}`;
}

function details(card: Scorecard, fits: (text: string) => boolean): string[] {
  const short = casesOf(card)
    .filter(({ standing }) => standing !== 'unfinished')
    .filter((caseCard) => !card.run.vantages.every((vantage) => isSettled(caseCard, vantage)));
  if (short.length === 0) return [];
  const shown: string[] = [];
  for (const caseCard of short) {
    const text = fenced(caseLines(caseCard, card, look).join('\n'));
    if (!fits(text)) break;
    shown.push(text);
  }
  const left = short.length - shown.length;
  const more =
    left === 0
      ? []
      : [`${left} more failed verdicts were omitted: the limit on size is reached.`, ''];
  return [
    ...['<details>', `<summary>${short.length} failed</summary>`, ''],
    ...shown.flatMap((text) => [text, '']),
    ...more,
    ...['</details>', ''],
  ];
}

/** A code span (GFM 6.3): its fence is longer than any run of backticks within. */
function code(text: string): string {
  const line = legibleLine(text, 300);
  const fence = '`'.repeat(longestRun(line) + 1);
  const gap = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${gap}${line === '' ? '-' : line}${gap}${fence}`;
}

/** A fenced code block (GFM 4.5). */
function fenced(text: string): string {
  const lines = legible(text, 20_000);
  const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1));
  return `${fence}text\n${lines}\n${fence}`;
}

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
