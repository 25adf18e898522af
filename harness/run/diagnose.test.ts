import { describe, expect, test } from 'vitest';
import { caseOf } from '../../tests/fake-case.ts';
import type { FakeLab, FakeWorld } from '../../tests/fake-lab.ts';
import { fakeScene } from '../../tests/fake-scene.ts';
import type { ServerReport, Vantage } from '../../vocabulary/index.ts';
import type { CommandOutcome } from '../engine/engine.ts';
import { EngineError } from '../errors.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { diagnose, diagnoseUnknown } from './diagnose.ts';
import { unmendedText } from '../judge/sentences.ts';
import { noArtefacts } from './artefacts.ts';
import type { Conversation, Verdict } from '../events.ts';
import { requestDraws } from './request-draws.ts';
import type { CaseOptions } from './scene.ts';
import { Stand } from './stand.ts';
import { truthOf } from './truth.ts';

const report = { protocol: 1, attempts: 1 } as unknown as ServerReport;
const refused = 'refused/wrong-port';

/** A lab that is broken and was seen to be; each time that it is built anew it is another. */
async function standOf(world: FakeWorld = {}, change: Partial<CaseOptions> = {}, name = refused) {
  const one = caseOf(name);
  const made: Awaited<ReturnType<typeof fakeScene>>[] = [];
  const build = async () => {
    const fake = await fakeScene(one, world, change);
    made.push(fake);
    const { scene } = fake;
    await scene.session.apply(one.changes);
    const attempt = await scene.session.attempt();
    fake.asked.length = 0;
    return { scene, seen: { attempt, report } };
  };
  const stand = new Stand(await build(), build);
  const events = () => made.flatMap((fake) => fake.events);
  return { stand, made, one, events };
}

const outcome: CommandOutcome = {
  ...{ exitCode: 3, signal: null, stdout: 'said', stderr: 'whispered' },
  ...{ durationMs: 12, leftProcesses: 2 },
};

describe('what a diagnoser is asked', () => {
  test.each<[Vantage, object]>([
    ['client', {}],
    ['client+server', { server: report }],
  ])('at %s', async (vantage, server) => {
    const { stand, events } = await standOf({ diagnoser: () => outcome });
    const { scene, seen } = stand;
    await diagnose(stand, vantage);
    const { stage, code, message, afterMs } = seen.attempt;
    const request = {
      ...{ protocol: 1, vantage, deadlineMs: 1000, ...server },
      ...requestDraws(sampleSeed, { case: refused, vantage, turn: 1 }),
      target: { url: scene.session.url, ...scene.placement.believed },
      symptom: { stage, code, message, afterMs },
    };
    const conversation = { request, ...outcome };
    const candidates: string[] = [];
    expect(events()).toEqual([
      { type: 'phase-started', case: refused, phase: 'diagnose', vantage },
      {
        ...{ type: 'diagnosed', case: refused, vantage, conversation },
        verdict: expect.objectContaining({ grade: 'crashed', candidates }) as unknown,
      },
    ]);
  });

  test('is without a stage where none is known, and without a report where none was taken', async () => {
    const { stand, events } = await standOf({ diagnoser: () => outcome });
    const { url } = stand.scene.session;
    const attempt = { url, code: 'ECONNREFUSED', message: 'no', afterMs: 1 };
    stand.seen = { attempt, report: undefined };
    await diagnose(stand, 'client+server');
    const { conversation } = events().at(-1) as { conversation: Conversation };
    expect(conversation.request.symptom).toEqual({
      code: 'ECONNREFUSED',
      message: 'no',
      afterMs: 1,
    });
    expect(conversation.request.symptom).not.toHaveProperty('stage');
    expect(conversation.request).not.toHaveProperty('server');
    expect(conversation).not.toHaveProperty('keptWaitingMs');
  });

  test('is asked in the client host, as its guest, until its time is up', async () => {
    const program = { argv: ['x', 'y'], cwd: '/opt/diagnoser', env: { LANG: 'de', A: 'b' } };
    const { stand, made, events } = await standOf({}, { program, deadlineMs: 700 });
    await stand.scene.session.apply({
      ...{ verb: 'sample', on: 'client', says: 'a proxy', undo: () => [] },
      apply: () => [{ kind: 'environment', set: { https_proxy: 'http://192.0.2.1/' } }],
    });
    made[0]?.asked.splice(0);
    await diagnose(stand, 'client');
    const { request } = (events().at(-1) as { conversation: Conversation }).conversation;
    const env = { HOME: '/tmp', LANG: 'de', A: 'b', https_proxy: 'http://192.0.2.1/' };
    expect(made[0]?.asked[0]).toEqual({
      run: { ...program, env, host: 'client', user: 'guest' },
      ...{ stdin: JSON.stringify(request), deadlineMs: 700 },
    });
    const plain = await standOf();
    await diagnose(plain.stand, 'client');
    const asked = plain.made[0]?.asked[0];
    expect(asked).toHaveProperty('run.env', { HOME: '/tmp', LANG: 'C.UTF-8' });
  });

  test('what is known of how it ended is kept', async () => {
    const ended = { ended: 'deadline', keptWaitingMs: 0, traffic: { connections: 1, packets: 2 } };
    const { stand, events } = await standOf({
      diagnoser: () => ({ ...outcome, ...ended }) as CommandOutcome,
    });
    await diagnose(stand, 'client');
    expect(events().at(-1)).toMatchObject({ conversation: { ...outcome, ...ended } });
  });

  test('a target of a kind that nobody handles is otherwise the same', async () => {
    const { stand, events } = await standOf({ diagnoser: () => ({ status: 'unsupported' }) });
    await diagnoseUnknown(stand);
    const { seen, scene } = stand;
    const { host } = new URL(scene.session.url.replace('ws:', 'http:'));
    expect(events()).toEqual([
      {
        ...{ type: 'unknown-target', case: refused },
        verdict: expect.objectContaining({ grade: 'unsupported' }) as unknown,
        conversation: expect.objectContaining({
          request: {
            ...{ protocol: 1, vantage: 'client', deadlineMs: 1000 },
            ...requestDraws(sampleSeed, {
              ...{ case: refused, vantage: 'client', turn: 'unknown target' },
            }),
            target: { url: `carrier-pigeon://${host}/`, ...scene.placement.believed },
            symptom: {
              ...{ stage: seen.attempt.stage, code: seen.attempt.code },
              ...{ message: seen.attempt.message, afterMs: seen.attempt.afterMs },
            },
          },
        }) as unknown,
      },
    ]);
  });

  test('a target that nobody handles has the port of the known one, and the truth of the case', async () => {
    const { stand, events, one } = await standOf({
      diagnoser: () => ({ status: 'diagnosed', candidates: [...best()] }),
    });
    const { placement, session } = stand.scene;
    const best = () => truthOf(one, placement).best.client;
    const { host } = session.aim;
    session.aim = { ...session.aim, scheme: 'wss', port: 443 };
    stand.seen = { attempt: await session.attempt(), report };
    await diagnoseUnknown(stand);
    const last = events().at(-1) as { conversation: Conversation; verdict: Verdict };
    expect(last.conversation.request.target.url).toBe(`carrier-pigeon://${host}:443/`);
    expect(last.verdict.grade).toBe('narrowest');
  });

  test('each turn has an id of its own, and the artefacts are of the worst', async () => {
    const kept: unknown[] = [];
    let asked = 0;
    const artefacts: CaseOptions['artefacts'] = {
      ...noArtefacts,
      conversation: async (...all) => void kept.push(all),
    };
    const { stand, events, one } = await standOf(
      { diagnoser: () => ((asked += 1) === 2 ? outcome : {}) },
      { repeat: 3, artefacts },
    );
    await diagnose(stand, 'client');
    expect(stand.asked).toBe(3);
    const diagnosed = events().at(-1);
    expect(diagnosed).toMatchObject({ turns: [{}, { grade: 'crashed' }, {}] });
    const { conversation } = diagnosed as { conversation: Conversation };
    const second = requestDraws(sampleSeed, { case: refused, vantage: 'client', turn: 2 });
    expect(conversation.request.id).toBe(second.id);
    expect(kept).toEqual([[one.key, 'client', conversation]]);
  });
});

describe('a diagnoser that makes connections', () => {
  const after = async (connections: number | undefined, code?: string) => {
    const traffic = connections === undefined ? undefined : { connections, packets: 1 };
    const isAsked = new Set<FakeLab>();
    const { stand, made, events } = await standOf({
      diagnoser: (_, lab) => {
        isAsked.add(lab);
        return { ...outcome, ...(traffic && { traffic }) };
      },
      sees: (sight, lab) =>
        code !== undefined && sight.code === 'connected' && isAsked.has(lab)
          ? { ...sight, code, packets: new Map() }
          : sight,
    });
    await diagnose(stand, 'client');
    const { verdict } = events().at(-1) as { verdict: Verdict };
    await stand.ready();
    const rebuilt = events().flatMap((event) => (event.type === 'rebuilt' ? [event.why] : []));
    return { verdict, rebuilt, labs: made.length };
  };

  test.each([undefined, 0, 99])('%s of them, is left alone', async (connections) => {
    const { verdict, rebuilt, labs } = await after(connections, 'EADDRNOTAVAIL');
    expect([verdict.grade, rebuilt, labs]).toEqual(['crashed', [], 1]);
  });

  test('a hundred, has the remedy tried behind it, in a lab that nobody uses again', async () => {
    const { verdict, rebuilt, labs } = await after(100);
    const why = 'the diagnoser made 100 connections, and the remedy was tried';
    expect([verdict.grade, rebuilt, labs]).toEqual(['crashed', [why], 2]);
  });

  test('is dangerous where the remedy fails then', async () => {
    const { verdict } = await after(100, 'EADDRNOTAVAIL');
    expect(verdict).toMatchObject({ grade: 'dangerous', why: unmendedText('EADDRNOTAVAIL') });
  });
});

describe('a verdict that ran out of time', () => {
  const late = (keptWaitingMs?: number): Partial<CommandOutcome> => ({
    ...{ stdout: '', exitCode: null, signal: 'SIGKILL', ended: 'deadline' },
    ...(keptWaitingMs === undefined ? {} : { keptWaitingMs }),
  });
  const why = 'Others kept the machine busy: the diagnoser could not run in 501 of its 1000 ms.';

  test('on a starved machine is asked for once more, and the first is kept', async () => {
    const left = [late(500.6)];
    const { stand, events } = await standOf({ diagnoser: () => left.shift() ?? {} });
    await diagnose(stand, 'client');
    expect(events().map(({ type }) => type)).toEqual(['phase-started', 'asked-again', 'diagnosed']);
    const again = { type: 'asked-again', case: refused, vantage: 'client', why };
    expect(events()[1]).toMatchObject({ ...again, conversation: late(500.6) });
  });

  test('twice is nobody’s verdict', async () => {
    const { stand, events } = await standOf({ diagnoser: () => late(500.6) });
    const failure = diagnoseUnknown(stand);
    await expect(failure).rejects.toThrow(EngineError);
    await expect(failure).rejects.toMatchObject({
      code: 'ENGINE_STARVED',
      message: [
        `${refused}: a verdict ran out of time because the machine was starved, twice.`,
        `  ${why}`,
        `  Next: run it again on a less busy machine, with fewer lanes (--jobs) or more time (--deadline):  npx badconn run ${refused} --seed ${sampleSeed} --keep`,
      ].join('\n'),
    });
    expect(events()).toMatchObject([{ type: 'asked-again', vantage: 'client', why }]);
  });

  test.each([undefined, 500])(
    'of its own stands: %s ms were kept from it',
    async (keptWaitingMs) => {
      const { stand, events } = await standOf({ diagnoser: () => late(keptWaitingMs) });
      await diagnose(stand, 'client');
      expect(events().map(({ type }) => type)).toEqual(['phase-started', 'diagnosed']);
      expect(events()[1]).toMatchObject({ verdict: { grade: 'timed-out' } });
    },
  );

  test('is not one that printed too much, however long it waited', async () => {
    const much = { ...late(900), ended: 'output-limit' as const };
    const { stand, events } = await standOf({ diagnoser: () => much });
    await diagnose(stand, 'client');
    expect(events().map(({ type }) => type)).toEqual(['phase-started', 'diagnosed']);
  });
});
