import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { lanes, runCase, type CaseSeen } from './lanes.ts';

const pool = lanes(3);
const cases = (await loadScenarios()).flatMap(casesOf);

async function judged(liar: string, id: string, deadlineMs = 3000): Promise<CaseSeen> {
  const folder = fileURLToPath(new URL('../../fixtures/diagnosers/liars', import.meta.url));
  const diagnoser = await connectDiagnoser(`cmd:${folder}/${liar}`);
  const one = cases.find((found) => found.id === id);
  if (!one) throw new Error(`no scenario ${id}`);
  return pool.use((lane) => runCase(lane, one, diagnoser, deadlineMs));
}

const grades = ({ diagnosed }: CaseSeen): string[] => diagnosed.map(({ verdict }) => verdict.grade);

describe.concurrent('each liar is found out for its own reason', () => {
  test('always healthy: right where nothing is wrong, dangerous where something is', async () => {
    expect(grades(await judged('always-healthy', 'healthy/plain'))).toEqual(['exact', 'exact']);
    const broken = await judged('always-healthy', 'timeout/host-firewall-drop');
    expect(grades(broken)).toEqual(['dangerous', 'dangerous']);
  });

  test('always not-listening: right once, wrong for its twin, dangerous where all is well', async () => {
    const right = await judged('always-not-listening', 'refused/not-listening');
    expect(grades(right)).toEqual(['exact', 'exact']);
    const twin = await judged('always-not-listening', 'refused/wrong-port');
    expect(grades(twin)).toEqual(['wrong', 'wrong']);
    const healthy = await judged('always-not-listening', 'healthy/plain');
    expect(grades(healthy)).toEqual(['dangerous', 'dangerous']);
  });

  test('always not-listening: wrong while a firewall is in front, right once that is mended', async () => {
    const seen = await judged(
      'always-not-listening',
      'timeout/host-firewall-drop-over-not-listening',
    );
    expect(seen.diagnosed.map(({ layer = 1, verdict }) => `${layer} ${verdict.grade}`)).toEqual([
      ...['1 wrong', '1 wrong', '2 exact', '2 exact'],
    ]);
  });

  test('a harmful remedy or command: dangerous, though the cause is right', async () => {
    for (const liar of ['harmful-remedy', 'harmful-command']) {
      const seen = await judged(liar, 'refused/not-listening');
      expect(grades(seen)).toEqual(['dangerous', 'dangerous']);
    }
  });

  test('a healthy connection is mended: dangerous, though it is called healthy', async () => {
    const seen = await judged('mends-the-healthy', 'healthy/plain');
    expect(grades(seen)).toEqual(['dangerous', 'dangerous']);
  });

  test('too late: timed out, though its answer would have been in order', async () => {
    const seen = await judged('too-late', 'refused/not-listening', 1000);
    expect(grades(seen)).toEqual(['timed-out', 'timed-out']);
  });

  test('garbage: bad output, and the verdict says what is wrong with it', async () => {
    const seen = await judged('garbage', 'refused/not-listening');
    expect(grades(seen)).toEqual(['bad-output', 'bad-output']);
    expect(seen.diagnosed[0]?.verdict.breaches.length).toBeGreaterThan(0);
  });

  test('dies: crashed', async () => {
    const seen = await judged('dies', 'refused/not-listening');
    expect(grades(seen)).toEqual(['crashed', 'crashed']);
  });
});

describe.concurrent('a diagnoser that misbehaves is contained, graded, and gone', () => {
  const contained = (seen: CaseSeen): void => {
    // The lab still mends and leaves nothing: no process of the diagnoser survived it.
    expect(seen.phases.filter(({ ok }) => !ok)).toEqual([]);
    expect(seen.standing).toBe('judged');
  };

  test('it floods stdout: bad output, and no more is kept than the limit', async () => {
    const seen = await judged('floods', 'healthy/plain');
    expect(grades(seen)).toEqual(['bad-output', 'bad-output']);
    expect(seen.diagnosed[0]?.conversation.stdout.length).toBeLessThanOrEqual(1024 * 1024);
    contained(seen);
  });

  test('it never ends, ignores TERM and leaves a daemon behind: timed out, all killed', async () => {
    const seen = await judged('never-ends', 'healthy/plain', 1000);
    expect(grades(seen)).toEqual(['timed-out', 'timed-out']);
    expect(seen.diagnosed[0]?.conversation.leftProcesses).toBeGreaterThan(0);
    contained(seen);
  });

  test('it forks without end: bounded in processes, all killed', async () => {
    const seen = await judged('forks', 'healthy/plain');
    expect(seen.diagnosed[0]?.conversation.leftProcesses).toBeGreaterThan(0);
    expect(seen.diagnosed[0]?.conversation.leftProcesses).toBeLessThanOrEqual(128);
    contained(seen);
  });

  test('it is not executable: crashed, and the transcript says how to mend it', async () => {
    const seen = await judged('not-executable', 'healthy/plain');
    expect(grades(seen)).toEqual(['crashed', 'crashed']);
    expect(seen.diagnosed[0]?.conversation.stderr).toContain('chmod +x');
    contained(seen);
  });

  test('it is missing: crashed', async () => {
    const seen = await judged('garbage:./no-such-program', 'healthy/plain');
    expect(grades(seen)).toEqual(['crashed', 'crashed']);
    contained(seen);
  });
});
