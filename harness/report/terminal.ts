import { passing } from '../../vocabulary/index.ts';
import type { Event } from '../events.ts';
import { labelled, secondsText, wrap } from './layout.ts';
import { paint, printable, type TerminalLook } from './look.ts';
import { finishedLine, RunProgress } from './progress.ts';
import { countsText } from './counts.ts';
import { costText } from './cost.ts';
import { guesses, guessesText } from './guesses.ts';
import { ownSequence } from './own-sequence.ts';
import { pairsText } from './pairs.ts';
import { scoreTable } from './score-table.ts';
import { scorecard, type Scorecard } from './scorecard.ts';
import { seedText } from './seed-text.ts';
import { steadinessText, waverings } from './steadiness.ts';
import { shortfalls } from './shortfalls.ts';

export interface TerminalOptions extends TerminalLook {
  write: (text: string) => void;
  /** Rewrites a few lines in place; otherwise prints one line for each finished case. */
  live: boolean;
}

/**
 * Consumes the events of a run, shows progress, and ends with the scorecard. With `live`, only failed cases leave a
 * line before the scorecard.
 */
export function terminalReport(options: TerminalOptions): (event: Event) => void {
  const events: Event[] = [];
  const progress = new RunProgress();
  let shown = 0;
  const erase = (): string =>
    shown === 0 ? '' : `${ownSequence(String(shown), 'A')}${ownSequence('0', 'J')}`;
  return (event) => {
    events.push(event);
    let text = '';
    if (event.type === 'run-started')
      text += `${runLines(scorecard(events), options).join('\n')}\n`;
    for (const finished of progress.take(event)) {
      const { line, isGood } = finishedLine(finished, progress.vantages, options);
      if (!options.live || !isGood) text += `${line}\n`;
    }
    if (event.type === 'run-ended') text += `\n${scorecardText(scorecard(events), options)}`;
    if (options.live) {
      const lines = event.type === 'run-ended' ? [] : progress.lines(options);
      text = `${erase()}${text}${lines.map((line) => `${line}\n`).join('')}`;
      shown = lines.length;
    }
    if (text !== '') options.write(text);
  };
}

/** The scorecard for a terminal. Its last line is exactly `N passed, N failed`. */
export function scorecardText(card: Scorecard, look: TerminalLook): string {
  const short = shortfalls(card, look);
  const lines = [
    ...scoreTable(card, look),
    ...(short.length === 0 ? [] : ['', paint(look, 'strong', 'Fell short'), ...short.slice(1)]),
    '',
    ...card.rebuilt.flatMap(({ what, case: name, why }) =>
      labelled(`new ${what}`, printable(`${name}: ${why}`), { indent: 0, columns: look.columns }),
    ),
    ...card.askedAgain.flatMap(({ case: name, vantage, why }) =>
      labelled('again', printable(`${name} at ${vantage}: ${why}`), {
        indent: 0,
        columns: look.columns,
      }),
    ),
    ...leftLines(card).flatMap((line) =>
      labelled('left', printable(line), { indent: 0, columns: look.columns }),
    ),
    ...expectedLines(card).flatMap(([label, line]) =>
      labelled(label, printable(line), { indent: 0, columns: look.columns }),
    ),
    ...(card.unknownTarget === undefined || card.unknownTarget === 'unsupported'
      ? []
      : labelled('unknown', unknownText(card.unknownTarget), { indent: 0, columns: look.columns })),
    ...waverings(card).flatMap((line) =>
      labelled('wavers', printable(line), { indent: 0, columns: look.columns }),
    ),
    ...[steadinessText(card), pairsText(card), costText(card)].flatMap((line = '') =>
      line === '' ? [] : wrap(line, look.columns),
    ),
    ...guesses(card).flatMap((guess) =>
      wrap(guessesText(guess), look.columns).map((line) =>
        guess.knowsMore ? paint(look, 'bad', line) : line,
      ),
    ),
    ...(card.why === undefined ? [] : wrap(printable(card.why), look.columns)),
    ...runLines(card, look, `, in ${secondsText(card.durationMs)}`),
    countsText(card),
  ];
  return `${lines.join('\n')}\n`;
}

const unknownText = (said: string): string =>
  `asked for the unknown scheme carrier-pigeon://, it said ${said}; unsupported is right (exit code 127)`;

/** Passed verdicts that left processes behind. Failed ones report that themselves. */
const leftLines = ({ scenarios }: Scorecard): string[] =>
  scenarios
    .flatMap(({ cases }) => cases)
    .flatMap((caseCard) =>
      caseCard.results
        .filter(({ grade, conversation }) => passing.includes(grade) && conversation.leftProcesses)
        .map(
          ({ vantage, conversation }) =>
            `${caseCard.case} at ${vantage}: ${conversation.leftProcesses} processes, which were killed`,
        ),
    );

const expectedLines = ({ expected }: Scorecard): [label: string, line: string][] => [
  ...(expected?.met ?? []).map((line): [string, string] => ['expected', line]),
  ...(expected?.broken ?? []).map((line): [string, string] => ['not so', line]),
];

function runLines({ run }: Scorecard, look: TerminalLook, took = ''): string[] {
  const text = `badconn ${run.version}, diagnoser ${printable(run.diagnoser)}${took}`;
  return [text, `seed ${seedText(run.seed)}`].map((line) => paint(look, 'faint', line));
}
