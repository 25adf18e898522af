import { expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import { factsWith, marksOf } from '../sample-facts.ts';
import { idleTimeout } from './idle-timeout.ts';
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
