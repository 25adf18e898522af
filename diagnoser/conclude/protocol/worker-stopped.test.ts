import { expect, test } from 'vitest';
import type { Handshake, Tries } from '../../evidence.ts';
import { read, type Facts } from '../../observe/facts.ts';
import { conclude } from '../index.ts';
import { factsWith, marksOf } from '../sample-facts.ts';
import { workerStopped } from './worker-stopped.ts';

const { evidence: usual } = factsWith({});
const owner = (parts: object = {}): Partial<Facts> => ({
  owner: { process: 'nginx', waiting: 0, ...parts },
});
const lost: Partial<Facts> = {
  ...{ reply: 'accepted', speech: 'as-asked', stay: { ended: 'silence', asked: true } },
};
const left = (count: number): Partial<Facts> => ({
  evidence: {
    ...usual,
    server: {
      ...{ protocol: 1, attempts: 1 },
      before: {
        ...{ takenAtMs: 0, root: true, addresses: [], routes: [], listeners: [], firewall: [] },
        ...{ counters: {}, sysctls: {}, processes: [], markers: {}, missing: [] },
        sockets: { 'CLOSE-WAIT': count },
      },
    },
  },
});

test.each<[string, Partial<Facts>, string]>([
  ['a new one works', {}, '+stay +reply'],
  ['a process is stopped', owner({ stoppedPid: 9 }), '+stay +reply +owner'],
  ['no process is stopped', owner(), '+stay +reply -owner'],
  ['one has left what nobody closes', { ...owner(), ...left(1) }, '+stay +reply'],
  ['none has', { ...owner(), ...left(0) }, '+stay +reply -owner'],
  ['a new one has no answer', { speech: 'nothing' }, '+stay +reply -handshake'],
  ['a new one is refused', { reply: 'reset' }, '+stay -reply'],
  ['it was closed', { stay: { ended: 'closed', asked: true } }, '-stay +reply'],
  ['nothing was asked', { stay: { ended: 'silence', asked: false } }, '-stay +reply'],
  ['nothing stood', { stay: undefined }, ''],
])('a question on a connection that stood had no answer, and %s', (_, parts, marks) => {
  expect(marksOf(workerStopped, { ...lost, ...parts }).join(' ')).toBe(marks);
});

const answered: Handshake = {
  ...{ asked: 'websocket', port: 8080, answer: 'http', status: 101, afterMs: 1, accepted: true },
};
const silent: Handshake = { asked: 'websocket', port: 8080, answer: 'silence', afterMs: 1500 };

/** Conclusion where the plain client got no answer, and several connections were tried after the first. */
const concluded = async (first: Handshake, tries?: Tries) => {
  const evidence = {
    ...usual,
    symptom: { stage: 'upgrade', code: 'silence', message: '', afterMs: 1500 } as const,
    attempts: [{ ...usual.attempts[0]!, code: 'connected' }],
    handshakes: [first],
    ...(tries === undefined ? {} : { tries }),
  };
  const { candidates, status } = await conclude(evidence);
  return [status, ...candidates].join(' ');
};

test.each<[string, Handshake, Tries | undefined, string]>([
  ['some', silent, { answered: 3, silent: 5, afterMs: 4 }, 'diagnosed worker-stopped'],
  ['all others', silent, { answered: 8, silent: 0, afterMs: 4 }, 'diagnosed worker-stopped'],
  ['none', silent, undefined, 'diagnosed server-stalled server-stopped'],
  [
    'some, one after the other',
    ...([silent, { answered: 3, silent: 5, afterMs: 900 }] as const),
    'diagnosed server-stalled server-stopped',
  ],
  ['the first', answered, { answered: 5, silent: 3, afterMs: 4 }, 'diagnosed worker-stopped'],
  ['all', answered, { answered: 8, silent: 0, afterMs: 4 }, 'cannot-tell'],
])('of several that ask %s is answered', async (_, first, tries, expected) => {
  expect(await concluded(first, tries)).toBe(expected);
});

test('what several met is told', async () => {
  const said = async (tries: Tries) =>
    (await read({ ...usual, handshakes: [answered], tries })).told.find(([by]) => by === 'tries');
  expect(await said({ answered: 4, silent: 4, afterMs: 1 })).toEqual([
    'tries',
    'Asked on 9 connections, the server answered 5, and said nothing on the other 4.',
  ]);
  expect((await said({ answered: 8, silent: 0, afterMs: 1 }))?.[1]).toContain('answered each');
});

test('a process that is known is let go on, and another is looked for', () => {
  const remedy = (parts: Partial<Facts>) => workerStopped.remedy(factsWith(parts));
  expect(remedy(owner({ stoppedPid: 9 }))).toMatchObject({
    action: 'continue-service',
    commands: ['kill -CONT 9'],
  });
  expect(remedy(owner()).action).toBe('mend-service');
});
