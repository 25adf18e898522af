import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hire, type Janitor } from '../janitor.ts';
import { leftLanes, sweepLanes } from './notes.ts';

/** Removes control groups and notes of a run that dies; its lanes are ended by the kernel. */
export const hireJanitor = (run: string): Janitor => hire(fileURLToPath(import.meta.url), run);

const mostTurns = 100;

if (import.meta.main) {
  const own = `-${process.argv[2]}-`;
  // The run may still appear alive for a moment.
  for (
    let turn = 0;
    turn < mostTurns && leftLanes('all').some((name) => name.includes(own));
    turn += 1
  ) {
    await sweepLanes('dead');
    await sleep(50);
  }
}
