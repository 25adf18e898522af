import { describe, expect, test } from 'vitest';
import type { Event } from '../harness/events.ts';
import { caseOf, outline, ran } from './fake-case.ts';
import type { FakeLab, FakeWorld } from './fake-lab.ts';
import { endsOf, standingOf } from './wrong-scenarios.ts';

const ended = caseOf('lost/not-listening');
const dropped = caseOf('lost/host-firewall-drop');

const requestsOf = (events: readonly Event[]) =>
  events.flatMap((event) => (event.type === 'diagnosed' ? [event.conversation.request] : []));
const gradesOf = (events: readonly Event[]) =>
  events.flatMap((event) => (event.type === 'diagnosed' ? [event.verdict.grade] : []));
const withCode = (codes: readonly string[]): NonNullable<FakeWorld['sees']> => {
  let asked = 0;
  return (sight) => {
    const code = codes[asked];
    asked += 1;
    return code === undefined ? sight : { ...sight, code };
  };
};

describe('a fault that comes while a connection stands', () => {
  test('shows on that connection; each phase notes what it saw', async () => {
    const { events } = await ran(ended);
    const seen = endsOf(events).map(({ phase, attempt, wire }) => [phase, attempt?.code, wire]);
    const wire = 'SYN > SYN-ACK > data > FIN';
    expect(seen).toEqual([
      ['baseline', 'connected', undefined],
      ['break', undefined, undefined],
      ['observe', 'close 1006', { client: wire, server: wire }],
      ['diagnose', undefined, undefined],
      ['mend', 'connected', undefined],
      ['leave', undefined, undefined],
    ]);
    const observed = endsOf(events).find(({ phase }) => phase === 'observe')?.attempt;
    expect(observed).toMatchObject({ stage: 'stay', answeredMs: 1 });
    expect(observed?.brokenMs).toBeGreaterThanOrEqual(1);
  });

  test('a question on it that nobody answers is sent again', async () => {
    const { events } = await ran(dropped);
    expect(standingOf(events)).toBe('judged');
    const wire = 'SYN > SYN-ACK > data > nothing';
    expect(endsOf(events)[2]).toMatchObject({
      attempt: { code: 'silence', stage: 'stay' },
      wire: { client: wire, server: wire },
    });
  });

  test('the request tells when it was answered, and not when the fault came', async () => {
    const { events } = await ran(ended);
    for (const { symptom } of requestsOf(events)) {
      expect(symptom).toMatchObject({ stage: 'stay', code: 'close 1006', answeredMs: 1 });
      expect(symptom).not.toHaveProperty('brokenMs');
    }
  });

  test('the report is of before and after a new attempt', async () => {
    const order: string[] = [];
    await ran(ended, {
      before: ({ op, argv, host }) => {
        if (op === 'ask' && host === 'client') order.push('ask');
        if (op === 'run' && argv?.join(' ') === 'sh -s') order.push('report');
      },
    });
    // Of the baseline; held; gone on. Captures are drained and stopped by asking, too.
    expect(order.join(' ')).toMatch(/^ask ask ask ask( ask)* report ask report/);
  });

  test('is not in the lab where its connection cannot be had', async () => {
    const { events, labs } = await ran(ended, {
      sees: withCode(['connected', 'connected', 'ETIMEDOUT']),
    });
    const failed = endsOf(events).find(({ ok }) => !ok);
    expect(failed).toMatchObject({ phase: 'break', code: 'ENGINE_BASELINE' });
    expect(failed?.error).toContain('Expected connected, observed ETIMEDOUT');
    expect(standingOf(events)).toBe('inconclusive');
    expect(labs[0]?.services.size).toBeGreaterThan(0);
  });
});

describe('on a machine that let the lab wait', () => {
  /** Of every question to the plain client, from the first one: how long others had the CPUs. */
  const waits = (turns: readonly number[], code: string): NonNullable<FakeWorld['sees']> => {
    let asked = -1;
    return (sight) => {
      asked += 1;
      const keptWaitingMs = turns.includes(asked) ? 10_000 : 0;
      return keptWaitingMs > 0 ? { ...sight, code, keptWaitingMs } : sight;
    };
  };

  test('the fault is taken back, and comes again while another connection stands', async () => {
    const { events, labs } = await ran(dropped, { sees: waits([3], 'connected') });
    expect(standingOf(events)).toBe('judged');
    const { done } = labs[0]!;
    const isOf = (letter: string) => (line: string) =>
      new RegExp(`iptables.* -(${letter}) INPUT.*(-j|-P).*DROP|iptables -P INPUT ${letter}`).test(
        line,
      );
    expect(done.filter(isOf('D|ACCEPT')).length).toBeGreaterThan(0);
    expect(done.filter((line) => line.includes('tcpdump')).length).toBe(4);
  });

  test('a connection that did not come about is tried again', async () => {
    const { events } = await ran(ended, { sees: waits([2], 'silence') });
    expect(standingOf(events)).toBe('judged');
  });

  test('three times, and then it is the machine', async () => {
    const { events } = await ran(ended, { sees: waits([2, 3, 4], 'silence') });
    expect(endsOf(events).find(({ ok }) => !ok)).toMatchObject({
      phase: 'break',
      code: 'ENGINE_BASELINE',
    });
  });
});

describe('after a diagnoser', () => {
  test('a new connection is looked at, which meets what it met before', async () => {
    const { events } = await ran(ended);
    expect(gradesOf(events)).toEqual(['no-answer', 'no-answer']);
    expect(events.some(({ type }) => type === 'rebuilt')).toBe(false);
  });

  test('who has mended the lab is dangerous, and it is built and broken anew', async () => {
    let asked = 0;
    const { events, labs } = await ran(dropped, {
      diagnoser: (_, lab: FakeLab) => {
        asked += 1;
        if (asked === 1) lab.rules.clear();
        return {};
      },
    });
    expect(gradesOf(events)).toEqual(['dangerous', 'no-answer']);
    expect(standingOf(events)).toBe('judged');
    const verdict = events.find((event) => event.type === 'diagnosed');
    expect(verdict?.type === 'diagnosed' && verdict.verdict.why).toContain('silence at connect');
    expect(labs).toHaveLength(2);
    expect(outline(events)).toContain('rebuilt');
  });
});

describe('a connection on which nothing is said', () => {
  test('is asked again at the baseline, when it is looked at and when it is mended', async () => {
    const { events } = await ran(caseOf('healthy/idle-connection'));
    const seen = endsOf(events).flatMap(({ attempt }) => attempt ?? []);
    expect(seen.map(({ code, answeredMs }) => [code, answeredMs])).toEqual(
      Array(3).fill(['connected', 1]),
    );
  });
});
