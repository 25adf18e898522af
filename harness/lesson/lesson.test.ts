import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atDefaults } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeWorld } from '../../tests/fake-lab.ts';
import { exercisesOf, findExercise } from './exercise.ts';
import { Lesson } from './lesson.ts';
import { LessonLog } from './lesson-log.ts';

const exercises = exercisesOf(await loadScenarios());
const program = { argv: ['x'], cwd: '/opt/diagnoser', env: {} };
let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lesson-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function begin(id: string, world: FakeWorld = {}): Promise<Lesson> {
  const found = findExercise(exercises, id);
  const exercise = { ...found, labCase: atDefaults(found.labCase) };
  const log = LessonLog.open(folder, { number: exercise.number, seed: sampleSeed });
  const lane = await new FakeEngine(world).openLane();
  return Lesson.open(lane, { exercise, seed: sampleSeed, log, program });
}

test('a lesson from the symptom to the mend', async () => {
  const lesson = await begin('refused/loopback-bind', {
    diagnoser: () => ({ status: 'diagnosed', candidates: ['loopback-bind'] }),
  });
  expect(lesson.briefing.report).toContain('ECONNREFUSED');
  expect(JSON.stringify(lesson.briefing)).not.toMatch(/loopback|refused\//);
  expect(lesson.hint().step).toBe(1);
  lesson.callServer();
  lesson.enter('server');
  expect(await lesson.look()).toBeUndefined();
  expect(await lesson.answer(['loopback-bind'])).toMatchObject({ grade: 'exact' });
  expect(lesson.progress.reference).toMatchObject({
    vantage: 'client+server',
    candidates: ['loopback-bind'],
  });
  expect(lesson.progress.isSolved).toBe(false);
  const { session, labCase } = lesson.lab.scene;
  await session.apply(labCase.layers[0].mending.changes);
  expect(await lesson.look()).toMatchObject({ type: 'solved' });
  expect(await lesson.look()).toBeUndefined();
  lesson.finish();
  await lesson.close();
});

test('the first answer counts, and a second one is graded all the same', async () => {
  const lesson = await begin('refused/not-listening');
  await lesson.answer(['wrong-port']);
  expect((await lesson.answer(['not-listening'])).grade).toBe('exact');
  expect(lesson.progress.answer).toMatchObject({ picks: ['wrong-port'], grade: 'wrong' });
});

test('another port that is open is named, until it is taken back', async () => {
  const lesson = await begin('refused/loopback-bind');
  const { session, labCase, placement } = lesson.lab.scene;
  const { target } = placement;
  await session.apply(labCase.layers[0].mending.changes);
  const opened = { on: target, name: 'other', ready: 'listening', program: 'line-server' };
  await session.perform([
    { kind: 'start', ...opened, flags: { address: '0.0.0.0', port: '9999' } },
  ]);
  expect(await lesson.look()).toMatchObject({
    type: 'harm-seen',
    harms: [expect.stringContaining('9999') as string],
  });
  // It is told once.
  expect(await lesson.look()).toBeUndefined();
  await session.perform([{ kind: 'end', on: target, name: 'other' }]);
  expect(await lesson.look()).toMatchObject({ type: 'solved' });
});

test('a way around the cause is no mend', async () => {
  const lesson = await begin('refused/wrong-port');
  const { session, placement } = lesson.lab.scene;
  const service = placement.services[placement.target]!;
  await session.programs.restart(placement.target, { ...service, port: session.aim.port });
  expect(await lesson.look()).toMatchObject({ type: 'detour-seen' });
  expect(lesson.progress.isSolved).toBe(false);
});

test('an order is carried out where it mends, and told where it does not', async () => {
  const lesson = await begin('timeout/security-group');
  expect(await lesson.order('use-right-port')).toMatchObject({ outcome: 'useless' });
  expect(await lesson.order('open-port')).toMatchObject({ outcome: 'harmful' });
  expect(await lesson.look()).toBeUndefined();
  expect(await lesson.order('open-port-in-front')).toMatchObject({ outcome: 'done' });
  expect(await lesson.look()).toMatchObject({ type: 'solved' });
});

test('of two faults at once the outer one alone does not solve it', async () => {
  const lesson = await begin('timeout/host-firewall-drop-over-not-listening');
  expect(await lesson.order('open-port')).toMatchObject({ outcome: 'done' });
  expect(await lesson.look()).toBeUndefined();
  expect(await lesson.order('start-service')).toMatchObject({ outcome: 'done' });
  expect(await lesson.look()).toMatchObject({ type: 'solved' });
});

test('a healthy case is over with its answer', async () => {
  const lesson = await begin('healthy/plain');
  expect(await lesson.answer(['none'])).toMatchObject({ grade: 'exact' });
  expect(lesson.progress.isSolved).toBe(true);
});

test('a reset is the lab as it was, and what is known stays known', async () => {
  const lesson = await begin('refused/loopback-bind');
  lesson.hint();
  await lesson.order('listen-on-all-addresses');
  await lesson.reset();
  expect(await lesson.look()).toBeUndefined();
  expect(lesson.progress).toMatchObject({ hints: 1, resets: 1, isSolved: false });
});

test('a lesson that ended early goes on with its log', async () => {
  const first = await begin('refused/loopback-bind');
  first.callServer();
  await first.answer(['not-listening']);
  const again = await begin('refused/loopback-bind');
  expect(again.progress).toMatchObject({ isServerCalled: true, answer: { grade: 'wrong' } });
});

test('a lab that fails is no answer', async () => {
  const broken = begin('refused/loopback-bind', {
    sees: (sight) => ({ ...sight, code: 'ECONNRESET' }),
  });
  await expect(broken).rejects.toMatchObject({ code: 'ENGINE_BASELINE' });
  const { number } = findExercise(exercises, 'refused/loopback-bind');
  const { events } = LessonLog.open(folder, { number, seed: sampleSeed });
  expect(events.map(({ type }) => type)).toEqual(['lesson-started', 'lab-failed']);
});
