import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../harness/errors.ts';
import { writeJsonReport } from '../harness/report/json.ts';
import { junitReport } from '../harness/report/junit.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { markdownReport } from '../harness/report/markdown.ts';
import { htmlReport, type PageRun } from '../harness/report/page/page.ts';
import { scorecard, type Scorecard } from '../harness/report/scorecard.ts';
import { scorecardText } from '../harness/report/terminal.ts';
import { oneOf } from './options.ts';
import { eventsOfRun, readRunFile } from './read-log.ts';
import { readPackets } from './read-packets.ts';

const formats = ['terminal', 'json', 'junit', 'markdown', 'html'] as const;
type Format = (typeof formats)[number];

/** Absent where the output is no terminal, whatever its type says. */
const terminalColumns = (): number => (process.stdout.isTTY ? process.stdout.columns : 100);

/** Writes the given runs in one format, to a file or to stdout. */
export async function writeReport(
  paths: readonly string[],
  options: { format: string; out?: string },
): Promise<void> {
  const format = oneOf('--format', options.format, formats);
  const runs: PageRun[] = [];
  for (const path of paths) {
    const card = scorecard(eventsOfRun(path, await readRunFile(path)));
    runs.push({ card, packets: format === 'html' ? await readPackets(path, card) : new Map() });
  }
  const text = reportText(format, runs, options.out === undefined);
  if (options.out === undefined) process.stdout.write(text);
  else await writeReportFile(options.out, text);
}

/** @throws UsageError `USAGE_REPORT_FILE` when it cannot be written. */
async function writeReportFile(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_REPORT_FILE',
      what: `${file} cannot be written: ${(cause as NodeJS.ErrnoException).code}.`,
      next: 'give another file with --out',
      cause,
    });
  }
}

function reportText(format: Format, runs: readonly PageRun[], toTerminal: boolean): string {
  const cards = runs.map(({ card }) => card);
  switch (format) {
    case 'html':
      return htmlReport(runs);
    case 'junit':
      return junitReport(cards);
    case 'markdown':
      return markdownReport(cards);
    case 'json':
      return jsonText(cards);
    case 'terminal': {
      const { colour } = terminalAbilities(toTerminal ? process.stdout : {}, process.env);
      const look = { columns: terminalColumns(), colour };
      return cards.map((card) => scorecardText(card, look)).join('\n');
    }
  }
}

function jsonText([card, ...others]: readonly Scorecard[]): string {
  if (card === undefined || others.length > 0) {
    throw new UsageError({
      code: 'USAGE_ONE_RUN',
      what: `--format json takes one run, and ${others.length + 1} were given: it is the document of  badconn run --json .`,
      next: 'run it once for each, or compare two of them:  npx badconn compare <run> <run>',
    });
  }
  let text = '';
  writeJsonReport(card, (part) => (text += part));
  return text;
}
