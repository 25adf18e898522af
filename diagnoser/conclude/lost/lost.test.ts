import { expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import { factsWith, marksOf } from '../sample-facts.ts';
import { closedWhenIdle } from './closed-when-idle.ts';
import { idleTimeout } from './idle-timeout.ts';
import { keepAliveRace } from './keep-alive-race.ts';
import { messageTooLarge } from './message-too-large.ts';
import { pongMissing } from './pong-missing.ts';

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

test('a firewall has not forgotten what a stopped process does not answer', () => {
  const owner = { process: 'nginx', waiting: 0 };
  expect(marksOf(idleTimeout, { ...silent, owner })).toEqual(['+stay', '+reply']);
  const stopped = { ...owner, stoppedPid: 9 };
  expect(marksOf(idleTimeout, { ...silent, owner: stopped })).toContain('-owner');
});

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

const endedIdle: Partial<Facts> = {
  ...{ reply: 'accepted', speech: 'as-asked', stay: { ended: 'closed', asked: false } },
};
const held = (parts: Partial<NonNullable<Facts['kept']>>): Partial<Facts> => ({
  kept: { watchedMs: 1700, pings: 0, ...parts },
});

test.each<[string, Partial<Facts>, idle: string, pong: string]>([
  ['a new one is closed as well', held({ closedAfterMs: 1000, endsBefore: true }), '+', '-'],
  [
    'one that answers pings is closed as well',
    held({ closedAfterMs: 1000, endsBefore: true, pings: 3, unansweredAfterMs: 1000 }),
    ...(['+', '-'] as const),
  ],
  [
    'one that answers pings lives, and another is closed',
    held({ endsBefore: false, pings: 3, unansweredAfterMs: 1000 }),
    ...(['-', '+'] as const),
  ],
  ['both live', held({ endsBefore: false, pings: 3 }), '-', '-'],
  ['no pings came, and both live', held({ endsBefore: false }), '-', '-'],
  [
    'it was not watched for so long',
    held({ pings: 3, unansweredAfterMs: 1000 }),
    ...(['-', '-'] as const),
  ],
  ['it was not watched at all', {}, '-', '-'],
  [
    'a connection of HTTP was watched',
    { kept: { watchedMs: 900, closedAfterMs: 900, endsBefore: true } },
    ...(['-', '-'] as const),
  ],
])('a WebSocket that was ended while idle, where %s', (_, parts, idle, pong) => {
  const facts = { ...endedIdle, ...parts };
  expect(marksOf(closedWhenIdle, facts)).toEqual(['+stay', '+reply', `${idle}kept`]);
  expect(marksOf(pongMissing, facts)).toEqual(['+stay', '+reply', `${pong}kept`]);
});

test.each<[string, Partial<Facts>, string]>([
  ['it was asked again', { stay: { ended: 'closed', asked: true } }, '-stay'],
  ['nothing came any more', { stay: { ended: 'silence', asked: false } }, '-stay'],
  ['nothing stood', { stay: undefined }, '-stay'],
  ['it was HTTP', { evidence: { ...usual, target: { ...usual.target, scheme: 'http' } } }, '-stay'],
  ['a new one is refused', { reply: 'reset' }, '-reply'],
  ['a new one is answered otherwise', { speech: 'gateway' }, '-handshake'],
])('neither is held possible where %s', (_, parts, against) => {
  const watched = held({ closedAfterMs: 1000, endsBefore: true });
  for (const cause of [closedWhenIdle, pongMissing]) {
    expect(marksOf(cause, { ...endedIdle, ...watched, ...parts })).toContain(against);
  }
});

test.each([
  ['close 1011', 'keepalive ping timeout', '+'],
  ['close 4000', 'Heartbeat timed out', '+'],
  ['close 1001', 'server restart', '-'],
  ['ECONNRESET', 'ping timeout', '-'],
])('%s with "%s" is a missing pong: %s', (code, message, mark) => {
  const evidence = { ...usual, symptom: { ...usual.symptom, code, message } };
  expect(marksOf(pongMissing, { ...endedIdle, evidence })).toContain(`${mark}kept`);
  // A connection that answers pings is closed as well.
  const ended = held({ closedAfterMs: 900, endsBefore: true, pings: 1 });
  expect(marksOf(pongMissing, { ...endedIdle, evidence, ...ended })).toContain('-kept');
});

test('what an idle connection needs is said with its time, where that is known', () => {
  const said = (kept: Partial<Facts>) => closedWhenIdle.remedy(factsWith(kept));
  expect(said(held({ closedAfterMs: 1000 })).text).toContain('nothing was said for 1000 ms');
  expect(said({}).text).toContain('nothing was said for some ms');
  expect(said({}).action).toBe('send-keepalives');
  expect(pongMissing.remedy(factsWith({})).action).toBe('answer-pings');
});
