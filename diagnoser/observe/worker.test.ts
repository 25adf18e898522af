import { expect, test } from 'vitest';
import type { Snapshot } from '../../vocabulary/index.ts';
import { workermanOn } from './worker.ts';

const listener = {
  address: '0.0.0.0',
  port: 2346,
  family: 'ipv4',
  queued: 0,
  backlog: 511,
} as const;

const snapshot = (titles: string[], owner?: string): Snapshot =>
  ({
    listeners: [{ ...listener, ...(owner === undefined ? {} : { process: owner }) }],
    processes: titles.map((title, index) => ({
      pid: index + 1,
      state: 'S',
      command: 'php',
      title,
    })),
  }) as unknown as Snapshot;

/** Process titles of Workerman 4 and 5 and of GatewayWorker, as `ps` prints them. */
const master = 'WorkerMan: master process  start_file=/var/www/chat/start.php';

test.each([
  ['WorkerMan: worker process  none http://0.0.0.0:2346', 'http'],
  ['WorkerMan: worker process  ChatGateway text://0.0.0.0:2346', 'text'],
  ['WorkerMan: worker process  a b tcp://[::]:2346', 'tcp'],
])('%s is of the scheme %s', (title, scheme) => {
  expect(workermanOn(snapshot([master, title], 'php'), 2346)).toEqual({ title, scheme });
});

test('a worker of another port, and a master, say nothing of this one', () => {
  const other = 'WorkerMan: worker process  none http://0.0.0.0:23461';
  expect(workermanOn(snapshot([master, other], 'php'), 2346)).toBe('none');
});

test('a port whose owner may not be seen may be of Workerman', () => {
  expect(workermanOn(snapshot([]), 2346)).toBeUndefined();
});
