import { expect, test } from 'vitest';
import { containerTime, machineTime, parseTask, type Task } from './cpu-readings.ts';
import { KeptWaiting, type CpuReading } from './kept-waiting.ts';

const cpus = 2;
const spanMs = 200;

interface Share {
  /** Of its time, per second. */
  ran: number;
  waited: number;
}

/** Ten readings of tasks that get the same share in each; the rest of the machine uses `others` CPUs. */
function keptWaiting(shares: readonly Share[], others: number): number {
  const reading = (turn: number): CpuReading => {
    const atMs = turn * spanMs;
    const task = ({ ran, waited }: Share): Task => ({
      ranMs: ran * atMs,
      delayedMs: waited * atMs,
      isRunnable: ran + waited > 0,
    });
    const ownMs = shares.reduce((sum, { ran }) => sum + ran * atMs, 0);
    return {
      atMs,
      tasks: new Map(shares.map((share, index) => [`${index}`, task(share)])),
      usage: { machineMs: ownMs + others * atMs, containerMs: ownMs },
    };
  };
  const kept = new KeptWaiting(cpus, reading(0));
  for (let turn = 1; turn <= 10; turn += 1) kept.add(reading(turn));
  return Math.round(kept.ms);
}

const many = (count: number, share: Share): Share[] => Array.from({ length: count }, () => share);

test.each([
  ['one that sleeps beside others that are busy', [{ ran: 0, waited: 0 }], 2, 0],
  ['one that computes alone', [{ ran: 1, waited: 0 }], 0, 0],
  ['one that gets a fifth of what it wants', [{ ran: 0.2, waited: 0.8 }], 1.8, 1600],
  ['one of two that waits while the other runs', many(2, { ran: 0.5, waited: 0.5 }), 1, 0],
  ['four that wait for each other alone', many(4, { ran: 0.5, waited: 0.5 }), 0, 0],
  ['four that get half a CPU together', many(4, { ran: 0.125, waited: 0.875 }), 1.5, 1000],
  ['a crowd, however busy others are', many(100, { ran: 0.002, waited: 0.998 }), 1.8, 0],
  ['one that seems to wait on an idle machine', [{ ran: 0.2, waited: 0.8 }], 0, 0],
  ['one that waits, when others use half of the machine', [{ ran: 0.2, waited: 0.8 }], 0.5, 500],
] as const)('%s', (_, shares, others, expected) => {
  expect(keptWaiting(shares, others)).toBe(expected);
});

test('waiting that has not ended is counted once, and not again when the kernel tells of it', () => {
  const busy = (atMs: number) => ({ machineMs: 2 * atMs, containerMs: 0 });
  const at = (atMs: number, delayedMs: number): CpuReading => ({
    atMs,
    tasks: new Map([['1', { ranMs: delayedMs > 0 ? 1 : 0, delayedMs, isRunnable: true }]]),
    usage: busy(atMs),
  });
  const kept = new KeptWaiting(cpus, at(0, 0));
  kept.add(at(200, 0));
  kept.add(at(400, 0));
  expect(kept.ms).toBe(400);
  kept.add(at(600, 598));
  expect(kept.ms).toBe(598);
});

test('nothing is put down to others where the container’s own time cannot be read', () => {
  const at = (atMs: number): CpuReading => ({
    atMs,
    tasks: new Map([['1', { ranMs: 0, delayedMs: 0, isRunnable: true }]]),
    usage: undefined,
  });
  const kept = new KeptWaiting(cpus, at(0));
  kept.add(at(200));
  expect(kept.ms).toBe(0);
});

test('what the kernel prints is read', () => {
  expect(parseTask('5000000 7000000 3\n', '12 (a) R b) R 1 12 12')).toEqual({
    ranMs: 5,
    delayedMs: 7,
    isRunnable: true,
  });
  expect(parseTask('5000000 7000000 3\n', '12 (R) S 1 12 12')?.isRunnable).toBe(false);
  expect(parseTask('', '')).toBeUndefined();
  expect(containerTime('usage_usec 2500\nuser_usec 2000\n', '')).toBe(2.5);
  expect(containerTime('', '2500000\n')).toBe(2.5);
  expect(containerTime('', '')).toBeUndefined();
  const stat = 'cpu  10 20 30 1000 500 4 5 6 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n';
  expect(machineTime(stat)).toBe(750);
});
