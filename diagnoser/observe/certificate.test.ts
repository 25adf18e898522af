import { describe, expect, test } from 'vitest';
import { factsWith } from '../conclude/sample-facts.ts';
import type { Certificate, Evidence } from '../evidence.ts';
import { certificate } from './certificate.ts';

const day = 24 * 60;
const well: Certificate = {
  ...{ port: 443, serverName: 'shop.test', protocol: 'TLSv1.3', validFor: ['shop.test'] },
  ...{ fits: true, isTrusted: true, takenAtMs: 1_790_000_000_000, issuer: 'Some CA' },
  ...{ startsInMinutes: -30 * day, endsInMinutes: 60 * day },
  above: [{ issuer: 'Some Root', startsInMinutes: -900 * day, endsInMinutes: 900 * day }],
};
const { evidence } = factsWith({});

const reported = (afterMinutes: number): Partial<Evidence> => ({
  server: {
    before: { takenAtMs: well.takenAtMs + afterMinutes * 60_000 },
  } as NonNullable<Evidence['server']>,
});

function told(parts: Partial<Certificate>, more: Partial<Evidence> = {}) {
  const connection = factsWith({
    evidence: { ...evidence, ...more, certificate: { ...well, ...parts } },
  });
  const value = certificate.read(connection);
  return { ...value!, says: certificate.tell(value!, connection) };
}

test('without a certificate nothing is known', () => {
  expect(certificate.read(factsWith({}))).toBeUndefined();
});

test('one that is well is told in full', () => {
  const { says, ...read } = told({});
  expect(read).toMatchObject({ time: 'within', isClockInDoubt: false });
  expect(says).toBe(
    'Over TLSv1.3 the server showed a certificate for shop.test. It was issued by Some CA. It is valid for 60 days more.',
  );
});

const above = (parts: Partial<Certificate['above'][number]>) => ({
  above: [{ ...well.above[0]!, ...parts }],
});

describe('the time of the whole chain counts', () => {
  test.each([
    [{ endsInMinutes: 0 }, 'within', 'It is valid for 0 minutes more.'],
    [{ endsInMinutes: -1 }, 'after', 'It ended 1 minute ago, by the clock of this machine.'],
    [{ endsInMinutes: -120 }, 'after', 'It ended 2 hours ago'],
    [{ endsInMinutes: -2 * day }, 'after', 'It ended 2 days ago'],
    [above({ endsInMinutes: -day }), 'after', 'That of an authority above it ended 24 hours ago'],
    [above({ endsInMinutes: day }), 'within', 'It is valid for 24 hours more.'],
    [{ startsInMinutes: 90 }, 'before', 'It begins in 90 minutes, by the clock'],
    [
      above({ startsInMinutes: 90 }),
      'before',
      'That of an authority above it begins in 90 minutes',
    ],
    [{ startsInMinutes: 9, endsInMinutes: -9 }, 'after', 'It ended 9 minutes ago'],
  ] as const)('%j is %s: %s', (parts, time, sentence) => {
    const { says, ...read } = told(parts);
    expect(read.time).toBe(time);
    expect(says).toContain(sentence);
  });
});

describe('the clocks are in doubt where it was valid by that of the report', () => {
  const over = { endsInMinutes: -3 * day };
  test.each([
    [over, reported(-4 * day), true],
    [over, reported(-2 * day), false],
    [over, reported(0), false],
    [over, {}, false],
    [{ startsInMinutes: 60 }, reported(61), true],
    [{ startsInMinutes: 60 }, reported(59), false],
    [{}, reported(-4 * day), false],
  ])('%j, %j: %s', (parts, report, isInDoubt) => {
    const { isClockInDoubt, says } = told(parts, report);
    expect(isClockInDoubt).toBe(isInDoubt);
    if (isInDoubt) expect(says).toContain('By the clock of the report it was valid');
    else expect(says).not.toContain('of the report');
  });
});

describe('the clock of the server is held against that of this machine', () => {
  const over = { endsInMinutes: -3 * day };
  const future = { startsInMinutes: 60 };
  test.each([
    [{ ...over, serverAheadMinutes: 0 }, 'after', false, 'So it is by the clock of the server.'],
    [{ ...over, serverAheadMinutes: -4 * day }, 'within', true, 'is 4 days behind, and by it the'],
    [{ ...future, serverAheadMinutes: 59 }, 'before', false, 'So it is by the clock'],
    [{ ...future, serverAheadMinutes: 61 }, 'within', true, 'is 61 minutes ahead, and by it the'],
    [{ serverAheadMinutes: 0 }, 'within', false, 'It is valid for 60 days more.'],
  ] as const)('%j: %s', (parts, byServer, isClockInDoubt, sentence) => {
    const { says, ...read } = told(parts, reported(-4 * day));
    expect(read).toMatchObject({ byServer, isClockInDoubt });
    expect(says).toContain(sentence);
  });
});

describe('what it leads to', () => {
  const alone = { isTrusted: false, above: [] };
  test.each([
    [{}, 'known'],
    [{ isWhole: false, above: [] }, 'known'],
    [{ ...alone, isWhole: true }, 'itself'],
    [{ ...alone, isWhole: false }, 'nothing'],
    [alone, 'stranger'],
    [{ isTrusted: false, isWhole: true }, 'stranger'],
    [{ isTrusted: false, isWhole: false }, 'stranger'],
  ] satisfies [Partial<Certificate>, string][])('%j: %s', (parts, trust) => {
    expect(told(parts).trust).toBe(trust);
  });
});

test.each([
  [{ ...{ isTrusted: false, above: [], isWhole: true } }, 'by Some CA, which is itself: no'],
  [
    { ...{ isTrusted: false, above: [], isWhole: false } },
    'by Some CA. The server sent no other certificate, and this machine knows none',
  ],
  [{ validFor: [] }, 'a certificate for no name. It'],
  [{ validFor: ['b.test', 'a.test'] }, 'for a.test, b.test. It'],
  [{ validFor: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'for a, b, c, d and 2 more. It'],
  [{ fits: false }, 'for shop.test, and not for 10.0.0.2. It'],
  [{ isTrusted: false }, 'by Some CA, which leads to no authority that this machine trusts. It'],
  [{ issuer: '' }, 'It was issued by nobody. It'],
])('%j is told: %s', (parts, sentence) => {
  expect(told(parts).says).toContain(sentence);
});
