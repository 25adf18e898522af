import { conclude, type CauseFile, type Conclusion } from '../diagnoser/index.ts';
import type { Recording } from '../diagnoser/recording.ts';
import { stdout } from '../harness/output.ts';
import { terminalAbilities, widthOf } from '../harness/report/look.ts';
import { vantages, type Vantage } from '../vocabulary/index.ts';
import { accountOf, type Account } from './diagnosis/account.ts';
import { answerText } from './diagnosis/answer-text.ts';
import { causesIn } from './own-causes.ts';
import { readRecording } from './recordings.ts';
import type { ReplayFlags } from './replay.ts';

interface Replayed {
  file: string;
  vantage: Vantage;
  truth: Recording['truth'];
  /** Absent if the truth is unknown. */
  agrees?: boolean;
  answer: Conclusion;
  account: Account;
}

const agrees = (truth: Recording['truth'], { status, candidates }: Conclusion): boolean =>
  truth === 'none' ? status === 'healthy' : candidates.some((cause) => cause === truth);

async function replayed(file: string, causes: readonly CauseFile[]): Promise<Replayed[]> {
  const recording = await readRecording(file);
  const { truth } = recording;
  const found: Replayed[] = [];
  for (const vantage of vantages) {
    const evidence = recording[vantage];
    if (evidence === undefined) continue;
    const answer = await conclude(evidence, causes);
    const held = truth === 'unknown' ? {} : { agrees: agrees(truth, answer) };
    const account = await accountOf(answer, evidence);
    found.push({ file, vantage, truth, ...held, answer, account });
  }
  return found;
}

const text = (
  { file, vantage, truth, agrees: holds, answer, account }: Replayed,
  verbose: boolean,
): string => {
  const known =
    holds === undefined
      ? ''
      : `\nThe truth is ${truth}: the verdict ${holds ? 'holds' : 'misses'} it.\n`;
  const where = `${file}, seen from the ${vantage.replace('+', ' and the ')}`;
  const { colour } = terminalAbilities(stdout, process.env);
  const columns = widthOf(stdout);
  return `${answerText(where, answer, account, { colour, columns, verbose })}${known}`;
};

/** Concludes again from each file. Resolves to the exit code. */
export async function replay(
  files: readonly string[],
  { causes: folder, json, verbose }: ReplayFlags,
): Promise<number> {
  const causes = await causesIn(folder, '--causes');
  const found: Replayed[] = [];
  // All files are read before anything is printed: an invalid file must not leave partial output.
  for (const file of files) found.push(...(await replayed(file, causes)));
  if (json) stdout.json({ replayed: found });
  else stdout.text(found.map((one) => text(one, verbose === true)).join('\n'));
  return found.some(({ agrees: holds }) => holds === false) ? 1 : 0;
}
