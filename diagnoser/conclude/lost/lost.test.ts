import { expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import { factsWith, marksOf } from '../sample-facts.ts';
import { idleTimeout } from './idle-timeout.ts';
import { keepAliveRace } from './keep-alive-race.ts';
import { messageTooLarge } from './message-too-large.ts';

const silent: Partial<Facts> = {
  reply: 'accepted',
  speech: 'as-asked',
  stay: { ended: 'silence', asked: true },
};

test.each<[string, Partial<Facts>, string[]]>([
  ['asked again in vain, and a new one works', silent, ['+stay', '+reply']],
  ['what the server speaks is not known', { ...silent, speech: undefined }, ['+stay', '+reply']],
  [
    'a new one is answered otherwise',
    { ...silent, speech: 'http-instead' },
    ['+stay', '+reply', '-handshake'],
  ],
  ['a new one has no answer either', { ...silent, reply: 'silence' }, ['+stay', '-reply']],
  [
    'it ended by itself',
    { ...silent, stay: { ended: 'silence', asked: false } },
    ['-stay', '+reply'],
  ],
  ['it was closed', { ...silent, stay: { ended: 'closed', asked: true } }, ['-stay', '+reply']],
  ['nothing was lost', { ...silent, stay: undefined }, ['-stay', '+reply']],
] as [string, Partial<Facts>, string[]][])('idle-timeout, where %s', (_, parts, marks) => {
  expect(marksOf(idleTimeout, parts)).toEqual(marks);
});

const remedyFor = (symptom: Partial<Facts['evidence']['symptom']>) => {
  const { evidence } = factsWith({});
  return idleTimeout.remedy(
    factsWith({ evidence: { ...evidence, symptom: { ...evidence.symptom, ...symptom } } }),
  );
};

test('the remedy names the time that was too long, where it is known', () => {
  expect(remedyFor({ answeredMs: 20, askedMs: 1520 }).text).toContain('was said for 1500 ms got');
  for (const part of [{}, { answeredMs: 20 }, { askedMs: 20 }]) {
    expect(remedyFor(part).text).toContain('nothing was said got no answer');
  }
  expect(remedyFor({}).action).toBe('send-keepalives');
});

test('1009 is a message that was too large, and no other code is', () => {
  const closed = (closeCode?: number) =>
    marksOf(messageTooLarge, {
      stay: { ended: 'closed', asked: true, ...(closeCode === undefined ? {} : { closeCode }) },
    });
  expect(closed(1009)).toEqual(['+stay']);
  expect([closed(1006), closed(), marksOf(messageTooLarge, {})]).toEqual([
    ['-stay'],
    ['-stay'],
    ['-stay'],
  ]);
  expect(messageTooLarge.remedy(factsWith({})).action).toBe('take-larger-messages');
});

const { evidence: usual } = factsWith({});
const reused: Partial<Facts> = {
  ...{ reply: 'accepted', speech: 'as-asked', stay: { ended: 'reset', asked: true } },
  evidence: { ...usual, target: { ...usual.target, scheme: 'http' } },
};
const endsBefore = (ends?: boolean): Partial<Facts> => ({
  kept: { watchedMs: 1000, ...(ends === undefined ? {} : { endsBefore: ends }) },
});

test.each<[string, Partial<Facts>, race: string[], forgotten: string[]]>([
  ['a reset on reuse', reused, ['+stay', '+reply'], ['+stay', '+reply']],
  [
    'the server ends it before',
    { ...reused, ...endsBefore(true) },
    ['+stay', '+reply', '+kept'],
    ['-stay', '+reply'],
  ],
  [
    'the server keeps it for longer',
    { ...reused, ...endsBefore(false) },
    ['+stay', '+reply', '-kept'],
    ['-stay', '+reply'],
  ],
  [
    'it was not waited for so long',
    { ...reused, ...endsBefore() },
    ['+stay', '+reply'],
    ['+stay', '+reply'],
  ],
  ['a WebSocket', { ...reused, evidence: usual }, ['-stay', '+reply'], ['-stay', '+reply']],
  [
    'it ended by itself',
    { ...reused, stay: { ended: 'reset', asked: false } },
    ['-stay', '+reply'],
    ['-stay', '+reply'],
  ],
  ['a new one is refused', { ...reused, reply: 'reset' }, ['+stay', '-reply'], ['+stay', '-reply']],
  [
    'a new one is answered otherwise',
    { ...reused, speech: 'gateway' },
    ['+stay', '+reply', '-handshake'],
    ['+stay', '+reply', '-handshake'],
  ],
])('keep-alive-race and idle-timeout, where %s', (_, parts, race, forgotten) => {
  expect(marksOf(keepAliveRace, parts)).toEqual(race);
  expect(marksOf(idleTimeout, parts)).toEqual(forgotten);
});

test('the remedy names for how long the server keeps a connection, where it is known', () => {
  const said = (kept: Partial<Facts>) => keepAliveRace.remedy(factsWith(kept)).text;
  expect(said({ kept: { watchedMs: 9, timeoutSeconds: 5 } })).toContain('(here about 5 s)');
  expect(said({ kept: { watchedMs: 9, closedAfterMs: 1500 } })).toContain('(here about 1.5 s)');
  expect(said({})).toContain('for some time, and');
  expect(keepAliveRace.remedy(factsWith({})).action).toBe('close-idle-sooner');
});
