/**
 * The judge as a program without dependencies, for tests/test.sh of a Harbor task. Reads truth and answer, and writes
 * the reward: node judge.cjs <truth.json> <answer.json> <folder>
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passing, type Truths } from '../../vocabulary/index.ts';
import { gradeAll } from './grade-all.ts';

const [, , truthFile = '', answerFile = '', folder = ''] = process.argv;
const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Truths['truths'][number];

function answerOf(file: string): Map<string, string> {
  try {
    return new Map([[truth.id, readFileSync(file, 'utf8')]]);
  } catch {
    return new Map();
  }
}

async function reward(): Promise<void> {
  const [graded] = await gradeAll([truth], answerOf(answerFile));
  const hasPassed = graded !== undefined && passing.includes(graded.verdict.grade);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'verdict.json'), `${JSON.stringify(graded?.verdict, null, 1)}\n`);
  writeFileSync(join(folder, 'reward.txt'), hasPassed ? '1\n' : '0\n');
}

reward().catch((error: unknown) => {
  throw error;
});
