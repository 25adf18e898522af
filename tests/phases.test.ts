import { describe, expect, test } from 'vitest';
import { EngineError } from '../harness/errors.ts';
import { phases } from '../harness/events.ts';
import { caseOf, outline, ran } from './fake-case.ts';
import type { FakeOperation, FakeWorld } from './fake-lab.ts';
import { endsOf, standingOf, wrongCase } from './wrong-scenarios.ts';

const dropped = caseOf('timeout/host-firewall-drop');

/** Fails the operations that fit, as an engine does. */
const failing =
  (fits: (operation: FakeOperation) => boolean, error: Error): NonNullable<FakeWorld['before']> =>
  (operation) => {
    if (fits(operation)) throw error;
  };
const broken = new EngineError({ code: 'ENGINE_BROKEN', what: 'It broke.', next: 'look' });

test('the phases come in order, each ended before the next begins', async () => {
  const { events, labs } = await ran(dropped);
  expect(outline(events)).toEqual([
    ...['case-started', 'baseline', '/baseline', 'break', '/break', 'observe', '/observe'],
    ...['diagnose', 'diagnose client', 'diagnosed', 'diagnose client+server', 'diagnosed'],
    ...['/diagnose', 'mend', '/mend', 'leave', '/leave', 'case-ended judged'],
  ]);
  expect(labs.map(({ stands }) => stands)).toEqual([false]);
});

test('each phase notes what it saw', async () => {
  const { events } = await ran(dropped);
  const seen = endsOf(events).map(({ phase, attempt, wire }) => [phase, attempt?.code, wire]);
  expect(seen).toEqual([
    ['baseline', 'connected', undefined],
    ['break', undefined, undefined],
    ['observe', 'silence', { client: 'SYN > nothing', server: 'SYN > nothing' }],
    ['diagnose', undefined, undefined],
    ['mend', 'connected', undefined],
    ['leave', undefined, undefined],
  ]);
  for (const { durationMs } of endsOf(events)) expect(durationMs).toBeGreaterThanOrEqual(0);
});

describe('an engine that fails in a phase', () => {
  const isAsk = ({ op }: FakeOperation): boolean => op === 'ask';
  /** The first operation of each phase that fits, in a case with a firewall rule. */
  const where: Record<string, (operation: FakeOperation) => boolean> = {
    baseline: ({ op }) => op === 'build',
    break: ({ argv }) => argv?.at(-1)?.includes('-j DROP') === true,
    observe: ({ argv }) => argv?.[0] === 'tcpdump',
    diagnose: ({ argv }) => argv?.[0] === 'x',
    mend: ({ argv }) => /-I INPUT -p tcp --dport \d+ -j ACCEPT$/.test(argv?.at(-1) ?? ''),
    leave: ({ op }) => op === 'close',
  };

  test.each(phases)('%s: the case is inconclusive, and leave runs all the same', async (phase) => {
    const { events } = await ran(dropped, { before: failing(where[phase]!, broken) });
    expect(standingOf(events)).toBe('inconclusive');
    const before = phases.slice(0, phases.indexOf(phase));
    expect(endsOf(events).map(({ phase: ended, ok, code }) => [ended, ok, code])).toEqual([
      ...before.map((each) => [each, true, undefined]),
      [phase, false, 'ENGINE_BROKEN'],
      ...(phase === 'leave' ? [] : [['leave', true, undefined]]),
    ]);
    expect(outline(events).at(-1)).toBe('case-ended inconclusive');
  });

  test('its plain client does not answer: the baseline fails, with the message of the engine', async () => {
    const { events } = await ran(dropped, { before: failing(isAsk, broken) });
    expect(endsOf(events)[0]).toMatchObject({
      phase: 'baseline',
      ok: false,
      error: broken.message,
    });
  });

  test('a mistake of the harness itself is nobody’s verdict, and costs this case alone', async () => {
    const mistake = new TypeError('undefined is not a function');
    const { events, labs } = await ran(dropped, { before: failing(isAsk, mistake) });
    const { phase, ok, error, code } = endsOf(events)[0]!;
    expect({ phase, ok, error, code }).toEqual({
      ...{ phase: 'baseline', ok: false, error: mistake.message, code: undefined },
    });
    expect(outline(events).slice(-3)).toEqual(['leave', '/leave', 'case-ended inconclusive']);
    expect(labs.map(({ stands }) => stands)).toEqual([false]);
  });

  test('a lane that is lost while its lab is built anew ends the case as lost', async () => {
    let builds = 0;
    const { events } = await ran(await wrongCase('remedy-mends-nothing'), {
      before: ({ op, lane }) => {
        if (op === 'build') builds += 1;
        if (builds === 2) lane.lose();
      },
    });
    expect(endsOf(events).at(-1)).toMatchObject({ phase: 'mend', code: 'ENGINE_LOST' });
    expect(standingOf(events)).toBe('inconclusive');
  });

  test.each(phases)(
    '%s: a lane that is lost then leaves nothing that could be left',
    async (phase) => {
      const { events } = await ran(dropped, {
        before: (operation) => void (where[phase]!(operation) && operation.lane.lose()),
      });
      expect(endsOf(events).at(-1)).toMatchObject({ phase, ok: false, code: 'ENGINE_LOST' });
      expect(outline(events).at(-1)).toBe('case-ended inconclusive');
    },
  );
});

describe('a lab that is kept', () => {
  test('is broken again after it was mended, and stands', async () => {
    const { events, labs } = await ran(dropped, {}, { keep: true });
    expect(outline(events).slice(-3)).toEqual(['mend', '/mend', 'case-ended judged']);
    expect(labs.map(({ stands }) => stands)).toEqual([true]);
    expect(labs[0]?.rules.get('server')?.some((rule) => rule.endsWith('-j DROP'))).toBe(true);
  });

  test('stands where the file is wrong, too, as it was when that was found', async () => {
    const { labs, events } = await ran(await wrongCase('remedy-mends-nothing'), {}, { keep: true });
    // Its remedy was tried once more, in a lab that no diagnoser had been in.
    expect(labs.map(({ stands }) => stands)).toEqual([false, true]);
    expect(standingOf(events)).toBe('invalid-scenario');
  });
});
