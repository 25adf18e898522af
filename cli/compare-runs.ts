import { readRunOrDocument } from '../harness/documents/read-run.ts';
import { stdout } from '../harness/output.ts';
import { compare, type RunDocument } from '../harness/report/compare.ts';
import { comparisonText } from '../harness/report/compare-text.ts';
import { jsonReport } from '../harness/report/json.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import type { CompareFlags } from './compare.ts';

/** Resolves to the exit code: 1 when a verdict got worse. */
export async function compareRuns(
  [before, after]: readonly [string, string],
  options: CompareFlags,
): Promise<number> {
  const runs = [await readDocument(before), await readDocument(after)] as const;
  const comparison = compare(...runs);
  if (options.json) {
    const [a, b] = runs.map((run) => ({ ...run, scenarios: undefined }));
    stdout.json({ before: a, after: b, ...comparison });
  } else {
    const { colour } = terminalAbilities(stdout, process.env);
    stdout.text(comparisonText(runs, comparison, { colour, columns: stdout.columns }));
  }
  return comparison.worse.length > 0 ? 1 : 0;
}

/** Reads the output of `run --json` unchanged, or makes the same document from an event log. */
async function readDocument(path: string): Promise<RunDocument> {
  const run = await readRunOrDocument(path);
  return 'document' in run ? run.document : jsonReport(scorecard(run.events));
}
