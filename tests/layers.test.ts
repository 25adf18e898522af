import { describe, expect, test } from 'vitest';
import type { Event } from '../harness/events.ts';
import { readCases } from '../harness/report/case-card.ts';
import type { Answer, Cause, Request } from '../vocabulary/index.ts';
import { caseOf, outline, ran } from './fake-case.ts';
import type { FakeWorld } from './fake-lab.ts';
import { attemptIn } from './fake-network.ts';
import { endsOf, standingOf } from './wrong-scenarios.ts';

const id = 'timeout/host-firewall-drop-over-not-listening';
const one = caseOf(id);

const diagnosed = (events: readonly Event[]) =>
  events.filter((event) => event.type === 'diagnosed');

/** A diagnoser that says the same at every layer. */
const saying = (answer: Partial<Answer>): FakeWorld => ({
  diagnoser: () => ({ status: 'diagnosed', ...answer }),
});

const gradesOf = async (world: FakeWorld): Promise<string[]> =>
  diagnosed((await ran(one, world)).events).map(
    ({ layer = 1, vantage, verdict }) => `layer ${layer} at ${vantage}: ${verdict.grade}`,
  );

describe('a case of two layers', () => {
  test('is observed, diagnosed and mended layer by layer, in one lab', async () => {
    const { events, labs } = await ran(one);
    const turn = [
      ...['observe', '/observe', 'diagnose', 'diagnose client', 'diagnosed'],
      ...['diagnose client+server', 'diagnosed', '/diagnose', 'mend', '/mend'],
    ];
    expect(outline(events)).toEqual([
      ...['case-started', 'baseline', '/baseline', 'break', '/break'],
      ...turn,
      ...turn,
      ...['leave', '/leave', 'case-ended judged'],
    ]);
    expect(labs).toHaveLength(1);
  });

  test('each phase tells of its layer, and the mend of the first shows the second', async () => {
    const { events } = await ran(one);
    const seen = endsOf(events).map(({ layer, phase, attempt }) => [layer, phase, attempt?.code]);
    expect(seen).toEqual([
      [undefined, 'baseline', 'connected'],
      [undefined, 'break', undefined],
      [undefined, 'observe', 'silence'],
      [undefined, 'diagnose', undefined],
      [undefined, 'mend', 'ECONNREFUSED'],
      [2, 'observe', 'ECONNREFUSED'],
      [2, 'diagnose', undefined],
      [2, 'mend', 'connected'],
      [undefined, 'leave', undefined],
    ]);
  });

  test('asks of each layer by what is seen there, with an id and a seed of its own', async () => {
    const asked: Request[] = [];
    await ran(one, { diagnoser: (request) => (asked.push(request), {}) });
    expect(asked.map(({ symptom }) => symptom.code)).toEqual([
      ...['silence', 'silence', 'ECONNREFUSED', 'ECONNREFUSED'],
    ]);
    expect(new Set(asked.map((request) => request.id)).size).toBe(4);
    expect(new Set(asked.map(({ seed }) => seed)).size).toBe(4);
  });

  test('tells the truth of each layer when it begins', async () => {
    const { events } = await ran(one);
    const started = events.find((event) => event.type === 'case-started');
    expect(started?.truth).toEqual(started?.layers?.[0]);
    const told = started?.layers?.map(({ cause, beneath }) => ({ cause, beneath }));
    expect(told).toEqual([
      { cause: 'host-firewall-drop', beneath: [{ cause: 'not-listening' }] },
      { cause: 'not-listening', beneath: undefined },
    ]);
    const { events: ofOne } = await ran(caseOf('refused/not-listening'));
    expect(ofOne[0]).not.toHaveProperty('layers');
    expect(ofOne[0]).not.toHaveProperty('truth.beneath');
  });

  test('a lab that is spoilt at the second layer is built anew, mended down to it', async () => {
    let asked = 0;
    const { events, labs } = await ran(one, {
      // The first asking of the second layer takes the way that was opened.
      diagnoser: (_, lab) => {
        asked += 1;
        if (asked === 3) lab.rules.set('server', ['INPUT -p tcp -j DROP']);
        return {};
      },
    });
    expect(labs).toHaveLength(2);
    expect(events.flatMap((event) => (event.type === 'rebuilt' ? [event.why] : []))).toEqual([
      'It changed the lab: an ordinary client saw ECONNREFUSED at connect before it, and silence at connect after it.',
    ]);
    expect(diagnosed(events).map(({ layer, verdict }) => [layer, verdict.grade])).toEqual([
      [undefined, 'no-answer'],
      [undefined, 'no-answer'],
      [2, 'dangerous'],
      [2, 'no-answer'],
    ]);
    expect(standingOf(events)).toBe('judged');
  });

  test('what is kept is broken in both layers again', async () => {
    const { labs, events } = await ran(one, {}, { keep: true });
    const [lab] = labs;
    expect([...(lab?.services ?? [])].filter(({ host }) => host === 'server')).toEqual([]);
    const url = endsOf(events).findLast(({ attempt }) => attempt)?.attempt?.url ?? '';
    expect(attemptIn(lab!, url).code).toBe('silence');
  });

  test('a report has a card for each layer, whose times add up to that of the case', async () => {
    const { events } = await ran(one);
    const cards = readCases(events);
    expect(cards.map(({ case: name, layer, truth }) => [name, layer, truth.cause])).toEqual([
      [id, undefined, 'host-firewall-drop'],
      [`${id}, layer 2`, 2, 'not-listening'],
    ]);
    expect(cards.map(({ phases }) => phases.map(({ phase }) => phase))).toEqual([
      ['baseline', 'break', 'observe', 'diagnose', 'mend', 'leave'],
      ['observe', 'diagnose', 'mend'],
    ]);
    const ended = events.find((event) => event.type === 'case-ended');
    const sum = cards.reduce((all, { durationMs }) => all + durationMs, 0);
    expect(sum).toBeCloseTo(ended?.durationMs ?? 0, 6);
  });
});

describe('who does not look is found out at one layer or the other', () => {
  test.each<[cause: Cause, first: string, second: string]>([
    ['not-listening', 'wrong', 'exact'],
    ['host-firewall-drop', 'exact', 'wrong'],
  ])('always %s', async (cause, first, second) => {
    expect(await gradesOf(saying({ candidates: [cause] }))).toEqual([
      `layer 1 at client: ${first}`,
      `layer 1 at client+server: ${first}`,
      `layer 2 at client: ${second}`,
      `layer 2 at client+server: ${second}`,
    ]);
  });

  test('the deepest first, and the outermost as well', async () => {
    const candidates: Cause[] = ['not-listening', 'host-firewall-drop'];
    expect(await gradesOf(saying({ candidates }))).toEqual([
      ...['layer 1 at client: wrong', 'layer 1 at client+server: wrong'],
      ...['layer 2 at client: vague', 'layer 2 at client+server: vague'],
    ]);
  });

  test('also what was there, and is mended', async () => {
    const deeper = saying({ candidates: ['host-firewall-drop'], also: ['not-listening'] });
    expect((await gradesOf(deeper)).slice(0, 2)).toEqual([
      'layer 1 at client: exact',
      'layer 1 at client+server: exact',
    ]);
    const mended = saying({ candidates: ['not-listening'], also: ['host-firewall-drop'] });
    expect((await gradesOf(mended)).slice(2)).toEqual([
      'layer 2 at client: vague',
      'layer 2 at client+server: vague',
    ]);
  });

  test('always healthy is dangerous at each', async () => {
    expect(await gradesOf({ diagnoser: () => ({ status: 'healthy' }) })).toEqual([
      ...['layer 1 at client: dangerous', 'layer 1 at client+server: dangerous'],
      ...['layer 2 at client: dangerous', 'layer 2 at client+server: dangerous'],
    ]);
  });

  test('the remedy of the first layer does harm at the second', async () => {
    const remedy = { action: 'open-port', text: 'Open it.', commands: [] } as const;
    const world: FakeWorld = {
      diagnoser: ({ symptom }) => ({
        status: 'diagnosed',
        candidates: [symptom.code === 'silence' ? 'host-firewall-drop' : 'not-listening'],
        remedy: { ...remedy, commands: [] },
      }),
    };
    expect(await gradesOf(world)).toEqual([
      ...['layer 1 at client: exact', 'layer 1 at client+server: exact'],
      ...['layer 2 at client: dangerous', 'layer 2 at client+server: dangerous'],
    ]);
  });
});
