import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { referenceFiles } from '../../harness/guest/reference.ts';
import { passing } from '../../vocabulary/index.ts';
import { lanes, runCase, type CaseSeen } from './lanes.ts';

const pool = lanes(2);
const cases = (await loadScenarios()).flatMap(casesOf);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-agents-'));
  const main = (await referenceFiles()).find(({ name }) => name === 'main.cjs');
  await writeFile(join(folder, 'main.cjs'), main!.content);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function judged(agent: string, id: string): Promise<CaseSeen> {
  const one = cases.find((found) => found.id === id);
  const path = join(root, 'fixtures/diagnosers/agents', agent);
  const diagnoser = await connectDiagnoser(`agent:${process.execPath} ${path} ${folder}/main.cjs`);
  return pool.use((lane) => runCase(lane, one!, diagnoser, 60_000));
}

describe.concurrent('an agent', () => {
  test.each(['refused/loopback-bind', 'healthy/plain'])(
    'that looks and answers passes %s, and what it took is counted',
    async (id) => {
      const { diagnosed, standing } = await judged('good.ts', id);
      expect(standing).toBe('judged');
      expect(diagnosed.map(({ vantage }) => vantage)).toEqual(['client', 'client+server']);
      for (const { vantage, verdict, conversation } of diagnosed) {
        expect(passing, verdict.why).toContain(verdict.grade);
        const { agent, traffic } = conversation;
        const calls = vantage === 'client' ? 3 : 4;
        expect(agent).toMatchObject({ toolCalls: calls, turns: calls, commands: 1, badAnswers: 1 });
        expect(agent?.trajectory.map(({ tool }) => tool).slice(-3)).toEqual([
          ...['run', 'submit', 'submit'],
        ]);
        expect(traffic?.packets).toBeGreaterThan(0);
        expect(conversation.stderr).toContain("id is 'of another trial'");
      }
    },
  );

  test('that snoops is handed nothing that gives the case away, and answers nothing', async () => {
    const id = 'timeout/host-firewall-drop';
    const { diagnosed, standing, phases } = await judged('snoops.ts', id);
    expect(standing).toBe('judged');
    expect(phases.filter(({ ok }) => !ok)).toEqual([]);
    for (const { vantage, verdict, conversation } of diagnosed) {
      const { agent, stderr } = conversation;
      expect(verdict.grade, verdict.why).toBe('no-answer');
      expect(agent).toMatchObject({ commands: 4, badAnswers: 0 });
      expect(stderr).toContain('without the token: 401');
      expect(stderr).toContain('folder: []');
      // Its commands were run as nobody, and output has its middle left out.
      expect(stderr).toMatch(/characters left out/);
      expect(stderr).not.toMatch(/uid=0|"DOCKER_HOST"/);
      expect(stderr.includes('host-firewall-drop')).toBe(false);
      // Where programs are found is the one thing that says where badconn lies.
      expect(stderr.replace(/"PATH":"[^"]*"/, '').includes(root)).toBe(false);
      if (vantage === 'client') expect(stderr).toMatch(/server_report not found/);
      else expect(stderr).toContain('takenAtMs');
    }
  });
});
