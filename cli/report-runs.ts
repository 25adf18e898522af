import { readRun } from '../harness/documents/read-run.ts';
import { UsageError } from '../harness/errors.ts';
import { stdout } from '../harness/output.ts';
import { writeJsonReport } from '../harness/report/json.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import type { PageRun } from '../harness/report/page/page.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { scorecardText } from '../harness/report/terminal.ts';
import { oneOf } from './options.ts';
import { readPackets } from './read-packets.ts';
import { documents, writeReport } from './report-files.ts';
import type { ReportFlags } from './report.ts';

const formats = ['terminal', 'json', 'junit', 'markdown', 'html'] as const;
type Format = (typeof formats)[number];
/** Output method of each format: text for people is truncated at long lines, documents are not. */
const ways = {
  terminal: stdout.text,
  json: stdout.jsonText,
  junit: stdout.document,
  markdown: stdout.document,
  html: stdout.document,
} as const;

/** Reports the given runs in one format, to a file or to stdout. */
export async function reportRuns(paths: readonly string[], options: ReportFlags): Promise<void> {
  const format = oneOf('report --format', options.format, formats);
  const runs: PageRun[] = [];
  for (const path of paths) {
    const card = scorecard(await readRun(path));
    runs.push({ card, packets: format === 'html' ? await readPackets(path, card) : new Map() });
  }
  const text = await reportText(format, runs, options.out === undefined);
  if (options.out === undefined) ways[format](text);
  else await writeReport(options.out, text, '--out');
}

async function reportText(
  format: Format,
  runs: readonly PageRun[],
  toTerminal: boolean,
): Promise<string> {
  if (format === 'json') return jsonText(runs);
  if (format !== 'terminal') return documents[format](runs);
  const { colour } = terminalAbilities(toTerminal ? stdout : {}, process.env);
  const look = { columns: stdout.columns, colour };
  return runs.map(({ card }) => scorecardText(card, look)).join('\n');
}

function jsonText([run, ...others]: readonly PageRun[]): string {
  if (run === undefined || others.length > 0) {
    throw new UsageError({
      code: 'USAGE_ONE_RUN',
      what: `--format json takes one run, ${others.length + 1} were given.`,
      next: 'run it once for each, or compare two of them:  npx badconn compare <run> <run>',
    });
  }
  let text = '';
  writeJsonReport(run.card, (part) => (text += part));
  return text;
}
