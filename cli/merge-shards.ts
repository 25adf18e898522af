import { readRun } from '../harness/documents/read-run.ts';
import { stdout } from '../harness/output.ts';
import { writeJsonReport } from '../harness/report/json.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { mergeLogs, type NamedLog } from '../harness/report/merge.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { scorecardText } from '../harness/report/terminal.ts';
import { eventLog } from './event-log.ts';
import type { MergeFlags } from './merge.ts';

/** Resolves to the exit code of the whole run. */
export async function mergeShards(paths: readonly string[], options: MergeFlags): Promise<number> {
  const logs: NamedLog[] = [];
  for (const name of paths) {
    logs.push({ name, events: await readRun(name) });
  }
  const merged = mergeLogs(logs);
  const writeLog = await eventLog(options.out);
  for (const event of merged) writeLog.event(event);
  const card = scorecard(merged);
  if (options.json) writeJsonReport(card, stdout.jsonText);
  else {
    const { colour } = terminalAbilities(stdout, process.env);
    stdout.text(scorecardText(card, { colour, columns: stdout.columns }));
  }
  // Last, so that a failure to write does not prevent other output.
  await writeLog.done();
  return card.exitCode ?? 4;
}
