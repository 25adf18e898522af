import { describe, expect, test, vi } from 'vitest';
import type { Wire } from '../../vocabulary/index.ts';
import { caseOf } from '../../tests/fake-case.ts';
import type { FakeWorld } from '../../tests/fake-lab.ts';
import { fakeScene } from '../../tests/fake-scene.ts';
import type { Case } from '../case/case.ts';
import type { ClientAttempt } from '../events.ts';
import type { SeenSymptom } from './observe.ts';
import { Stand } from './stand.ts';

interface Setting {
  /** What was seen when the lab was broken. */
  first?: Partial<ClientAttempt>;
  /** What is seen now, time after time; the last of them from then on. */
  now?: string[];
  wire?: Wire | { client: Wire; server: Wire };
  /** Of each change of the case. */
  lastsMs?: (number | undefined)[];
}

/** A stand with what was seen in it before, and what its client meets now. */
async function standWith({ first = {}, now = [], wire, lastsMs = [] }: Setting) {
  const left = [...now];
  const sees: FakeWorld['sees'] = (sight) => {
    const code = left.length > 1 ? left.shift() : left[0];
    return code === undefined ? sight : { ...sight, code, message: code };
  };
  const base = caseOf('refused/wrong-port');
  const [change] = base.changes;
  const changes = lastsMs.map((ms) => ({
    ...change!,
    ...(ms === undefined ? {} : { lastsMs: ms }),
  }));
  const [layer] = base.layers;
  const one = {
    ...{ ...base, changes },
    layers: [{ ...layer, changes, ...(wire === undefined ? {} : { wire }) }],
  };
  const { scene, asked, events } = await fakeScene(one as unknown as Case, { sees });
  const attempt = {
    url: scene.session.url,
    stage: 'connect' as const,
    code: 'ECONNREFUSED',
    ...first,
  };
  const seen: SeenSymptom = {
    attempt: { message: attempt.code, afterMs: 1, ...attempt },
    report: undefined,
  };
  const another = { scene: { ...scene }, seen: { ...seen } };
  let built = 0;
  const stand = new Stand({ scene, seen }, async () => {
    built += 1;
    return another;
  });
  /** How long each attempt was waited for, and whether it was cut off. */
  const waited = () =>
    asked.map((each) => {
      const { ask } = each as { ask: { patienceMs: number; reset: boolean } };
      return [ask.patienceMs, ask.reset];
    });
  return { stand, events, waited, another, built: () => built };
}

const [answer, silence, glance] = [5000, 600, 100].map((patienceMs) => [patienceMs, true]);

/** All at once, as each waits a second. */
const inEach = async <T>(
  rows: readonly [string, Setting, unknown][],
  ask: (setting: Setting) => T,
) =>
  Object.fromEntries(
    await Promise.all(rows.map(async ([name, setting]) => [name, await ask(setting)] as const)),
  );

describe('what was seen is seen again', () => {
  const rows: [string, Setting, unknown[]][] = [
    ['at once', { now: ['ECONNREFUSED'] }, [answer]],
    ['at once, though it came late', { first: { afterMs: 500 }, now: ['ECONNREFUSED'] }, [glance]],
    ['though it was nearly late', { first: { afterMs: 499 }, now: ['ECONNREFUSED'] }, [answer]],
    ['as silence, which is glanced at', { first: { code: 'silence' }, now: ['silence'] }, [glance]],
    ['where what was late is silent', { first: { afterMs: 600 }, now: ['silence'] }, [glance]],
    [
      'where ICMP told it and now is silent',
      { wire: 'SYN > ICMP 3/13', now: ['silence'] },
      [glance],
    ],
    [
      'where ICMP told it to the client alone',
      { wire: { client: 'SYN > ICMP 3/13', server: 'nothing sent' }, now: ['silence'] },
      [glance],
    ],
    ['the second time', { now: ['connected', 'ECONNREFUSED'] }, [answer, answer]],
    ['the third time', { now: ['silence', 'connected', 'ECONNREFUSED'] }, [answer, answer, answer]],
    [
      'as silence, the second time',
      { first: { code: 'silence', message: 'nothing' }, now: ['connected', 'silence'] },
      [glance, silence],
    ],
    [
      'late, the second time',
      { first: { afterMs: 700 }, now: ['connected', 'ECONNREFUSED'] },
      [glance, answer],
    ],
  ];

  test('at once, or after a while', async () => {
    const told = await inEach(rows, async (setting) => {
      const { stand, waited } = await standWith(setting);
      return { changed: await stand.changed(), tries: waited() };
    });
    const right = rows.map(([name, , tries]) => [name, { changed: undefined, tries }]);
    expect(told).toEqual(Object.fromEntries(right));
  });

  test.each([
    ['as silence has none', 'silence', 'nothing came'],
    ['as a reset has those of the call that meets it', 'ECONNRESET', 'read ECONNRESET'],
  ])('with other words, %s', async (_, code, message) => {
    const { stand } = await standWith({ first: { code, message }, now: [code] });
    expect(await stand.changed()).toBeUndefined();
  });
});

test('what is seen three times instead is told', async () => {
  const rows: [string, Setting, string][] = [
    ['an answer instead of a refusal', { now: ['connected'] }, 'connected'],
    ['silence instead of a refusal', { now: ['silence'] }, 'silence'],
    ['another silence at last', { now: ['connected', 'EHOSTUNREACH', 'silence'] }, 'silence'],
    ['other words', { first: { message: 'of old' }, now: ['ECONNREFUSED'] }, 'ECONNREFUSED'],
    ['another stage', { first: { stage: 'proxy' }, now: ['ECONNREFUSED'] }, 'ECONNREFUSED'],
    [
      'an answer instead of silence',
      { first: { code: 'silence' }, now: ['connected'] },
      'connected',
    ],
    [
      'silence at another stage, where it was not late',
      { first: { code: 'silence', stage: 'tls' }, now: ['connected', 'silence'] },
      'silence',
    ],
    [
      'silence, where a server is told of ICMP and the client is not',
      { wire: { client: 'SYN > RST', server: 'SYN > ICMP 3/13' }, now: ['silence'] },
      'silence',
    ],
    [
      'what passes by itself and has not yet',
      { now: ['connected'], lastsMs: [60_000] },
      'connected',
    ],
  ];
  const told = await inEach(rows, async (setting) => {
    const { stand, waited } = await standWith(setting);
    return { code: (await stand.changed())?.code, tries: waited().length };
  });
  const right = rows.map(([name, , code]) => [name, { code, tries: 3 }]);
  expect(told).toEqual(Object.fromEntries(right));
});

describe('before it is used', () => {
  /** Within one test, whose repetitions are told apart by the real clock. */
  const byTheClock = async (happens: () => Promise<void>): Promise<void> => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      await happens();
    } finally {
      vi.useRealTimers();
    }
  };

  test('a lab that nobody spoilt stays', async () => {
    const { stand, built, events } = await standWith({ lastsMs: [undefined] });
    stand.asked = 3;
    await stand.ready();
    expect(built()).toBe(0);
    expect([stand.asked, events]).toEqual([3, []]);
  });

  test('one that was spoilt is built anew, once, and says why', async () => {
    const { stand, built, another, events } = await standWith({});
    stand.asked = 3;
    stand.spoil('somebody was here');
    await stand.ready();
    await stand.ready();
    expect(built()).toBe(1);
    expect(stand.scene).toBe(another.scene);
    expect(stand.seen).toBe(another.seen);
    expect(stand.asked).toBe(0);
    const why = 'somebody was here';
    expect(events).toEqual([{ type: 'rebuilt', what: 'lab', case: 'refused/wrong-port', why }]);
  });

  test.each<[string, (number | undefined)[], number, string | undefined]>([
    ['lasts for the verdict', [20_000], 14_000, undefined],
    ['does not', [20_000], 14_001, 'what was done lasts for 20 s'],
    ['lasts shorter than a verdict, and for half of its time', [8000], 4000, undefined],
    ['does not last for half of its time', [8000], 4001, 'what was done lasts for 8 s'],
    ['is of several changes, the shortest of which counts', [1e6, 8000, undefined], 4001, '8 s'],
    ['lasts for ever', [undefined], 1e6, undefined],
  ])('one whose fault %s', (_, lastsMs, ageMs, why) =>
    byTheClock(async () => {
      const { stand, events } = await standWith({ lastsMs });
      vi.advanceTimersByTime(ageMs);
      await stand.ready();
      expect(events).toEqual(
        why === undefined
          ? []
          : [
              expect.objectContaining({
                type: 'rebuilt',
                why: expect.stringContaining(why) as string,
              }),
            ],
      );
      // The time of the new one begins with it.
      await stand.ready();
      expect(events).toHaveLength(why === undefined ? 0 : 1);
    }),
  );

  test('what it was spoilt by counts before that it does not last', () =>
    byTheClock(async () => {
      const { stand, events } = await standWith({ lastsMs: [8000] });
      vi.advanceTimersByTime(7000);
      stand.spoil('somebody was here');
      await stand.ready();
      expect(events).toMatchObject([{ why: 'somebody was here' }]);
    }));

  test('what is seen when its fault has passed is nobody’s fault', () =>
    byTheClock(async () => {
      const now = ['connected'];
      const stands = [
        await standWith({ lastsMs: [8000], now }),
        await standWith({ lastsMs: [7999], now }),
      ];
      vi.advanceTimersByTime(8000);
      const seen = await Promise.all(stands.map(({ stand }) => stand.changed()));
      expect(seen.map((each) => each?.code)).toEqual(['connected', undefined]);
    }));
});
