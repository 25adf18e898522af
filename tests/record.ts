/**
 * Records the cases of the lab anew: all, or those that are named. Look at the difference before
 * you keep it: a verdict that changed is a change of the diagnoser or of the lab. The requests of the run that
 * comes with badconn, on which modules are judged, are made of the same files (harness/run/shipped-run.ts).
 *
 *   npm run record
 *   npm run record -- refused/wrong-port
 *   npm run record -- --missing            those without a recording; what is no case any more goes
 *
 * A recording names its point, and is taken again there. `<key>@<what>.json` is a further one of the same case;
 * to begin one is to write a file `{ "at": "ipVersion=6" }`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format } from 'prettier';
import { openEngine } from '../harness/engine/open.ts';
import { casesOf, drawn, type Case } from '../harness/case/case.ts';
import { placedAt, wholePointText } from '../harness/case/point-text.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import { watchCase } from '../harness/run/watch-case.ts';
import { connectDiagnoser } from '../harness/guest/connector.ts';
import { recordedSeed } from '../harness/run/shipped-run.ts';
import { vantages } from '../vocabulary/index.ts';
import {
  addCounters,
  compact,
  evidenceIn,
  fileOf,
  folder,
  type CaseRecording,
} from './recorded.ts';
import { steady } from './steady.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const isMissing = process.argv[2] === '--missing';
const wanted = isMissing ? [] : process.argv.slice(2);
const all = (await loadScenarios()).flatMap(casesOf);
const namesOf = ({ key, label, id }: Case): string[] => [key, label, id];
const isWanted = (labCase: Case): boolean => namesOf(labCase).some((name) => wanted.includes(name));
const named = wanted.length === 0 ? all : all.filter(isWanted);
const isRecorded = ({ layers }: Case): boolean =>
  layers.every((layer) => existsSync(fileOf(layer)));
const cases = isMissing ? named.filter((labCase) => !isRecorded(labCase)) : named;
const unknown = wanted.filter((word) => !all.flatMap(namesOf).includes(word));
if (unknown.length > 0) {
  say(`No case ${unknown.join(', ')}; there are:\n  ${all.map(({ key }) => key).join('\n  ')}`);
  process.exit(2);
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .map((path) => `${folder}${path}`);
/** The file of the case that a file is of. */
const mainOf = (file: string): string => file.replace(/@[^/]*(?=\.json$)/, '');
if (wanted.length === 0) {
  const known = new Set(all.flatMap(({ layers }) => layers).map(fileOf));
  for (const file of files) if (!known.has(mainOf(file))) await rm(file);
}
if (cases.length === 0) process.exit(0);

const diagnoser = await connectDiagnoser('reference');
await using open = await (async () => {
  const engine = await openEngine(say);
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
})();
const lane = await open.engine.openLane();
/** Where the file has the case; where the seed has one that is recorded for the first time. */
function placed(labCase: Case, file: string): Case {
  if (!existsSync(file)) return drawn(labCase, recordedSeed);
  return placedAt(labCase, (JSON.parse(readFileSync(file, 'utf8')) as CaseRecording).at);
}
const taking = cases.flatMap((labCase) => {
  const main = fileOf(labCase);
  const further = files.filter((file) => file !== main && mainOf(file) === main);
  return [main, ...further].map((file) => ({
    labCase: placed(labCase, file),
    /** What stands behind the key of the case. */
    what: /@[^/]*(?=\.json$)/.exec(file)?.[0] ?? '',
  }));
});
for (const { labCase, what } of taking) {
  const options = { seed: recordedSeed, vantages, deadlineMs: 10_000 };
  const events = await watchCase(lane, labCase, diagnoser, options);
  const diagnosed = events.filter((event) => event.type === 'diagnosed');
  const failed = events.find((event) => event.type === 'phase-ended' && !event.ok);
  if (diagnosed.length < vantages.length * labCase.layers.length) {
    say(`${labCase.label} could not be recorded: ${JSON.stringify(failed)}`);
    process.exitCode = 4;
    continue;
  }
  for (const layer of labCase.layers) {
    const isHere = (event: { layer?: number }): boolean => (event.layer ?? 1) === layer.number;
    const seen = events
      .filter((event) => event.type === 'phase-ended')
      .find((event) => event.phase === 'observe' && isHere(event));
    const own = diagnosed.filter(isHere);
    const taken = own.map((event) => [event.vantage, evidenceIn(event)] as const);
    for (const [, { server }] of taken) await addCounters(server?.before.counters ?? {});
    const recording = steady({
      truth: layer.cause,
      at: wholePointText(labCase.axes, labCase.point!),
      seen: { attempt: seen?.attempt, wire: seen?.wire },
      ...Object.fromEntries(taken.map(([vantage, evidence]) => [vantage, compact(evidence)])),
    });
    const file = fileOf({ key: `${layer.key}${what}` });
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      await format(JSON.stringify(recording), { parser: 'json', printWidth: 100 }),
    );
    const grades = own.map(({ vantage, verdict }) => `${vantage} ${verdict.grade}`);
    say(`${layer.label}${what}: ${grades.join(', ')}`);
  }
}
