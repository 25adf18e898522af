import { passing } from '../../vocabulary/index.ts';
import type { Difference, Comparison, RunDocument, CaseResult } from './compare.ts';
import { countsText } from './counts.ts';
import { labelled, secondsText } from './layout.ts';
import { paint, printable, type TerminalLook } from './look.ts';
import { seedText } from './seed-text.ts';

const headings = [
  ['worse', 'bad', '✗'],
  ['better', 'good', '✓'],
  ['changed', 'unsure', '~'],
  ['new', 'strong', '+'],
  ['gone', 'strong', '-'],
] as const;

/** A comparison for a terminal. Its last line is exactly the counts. */
export function comparisonText(
  [before, after]: readonly [RunDocument, RunDocument],
  comparison: Comparison,
  look: TerminalLook,
): string {
  const { time, same } = comparison;
  const counts = headings.map(([name]) => `${comparison[name].length} ${name}`);
  const took = `the diagnoser took ${secondsText(time.beforeMs)} → ${secondsText(time.afterMs)} for the ${time.verdicts} verdicts of both`;
  const lines = [
    ...labelled('before', runText(before), { indent: 0, columns: look.columns }),
    ...labelled('after', runText(after), { indent: 0, columns: look.columns }),
    ...headings.flatMap(([name, style, symbol]) =>
      comparison[name].length === 0
        ? []
        : [
            '',
            paint(look, 'strong', name),
            ...comparison[name].map((change) =>
              paint(look, style, `${symbol} ${changeText(change)}`),
            ),
          ],
    ),
    '',
    ...labelled('time', took, { indent: 0, columns: look.columns }),
    `${counts.join(', ')}, ${same} the same`,
  ];
  return `${lines.join('\n')}\n`;
}

function runText({ fellShort: failed, ...run }: RunDocument): string {
  const { diagnoser, version, seed } = run;
  return printable(
    `${diagnoser}, seed ${seedText(seed)}, badconn ${version}: ${countsText({ failed, ...run })}`,
  );
}

function changeText({ case: name, vantage, before, after }: Difference): string {
  const sides = [before, after].filter((side) => side !== undefined);
  const isWordAlone = before?.word !== after?.word && sides.length > 1;
  const texts = sides.map((side) => saidText(side, isWordAlone));
  return printable(`${name} at ${vantage}: ${texts.join(' → ')}`);
}

/** Text of a verdict, with the named causes if the word is equal in both runs or is not a pass. */
function saidText({ word, candidates }: CaseResult, isWordAlone: boolean): string {
  const isPass = passing.some((grade) => grade === word);
  if (candidates.length === 0 || (isWordAlone && isPass)) return word;
  return `${word} (${candidates.join(', ')})`;
}
