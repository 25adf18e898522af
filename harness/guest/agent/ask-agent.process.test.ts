import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { caseOf, ran } from '../../../tests/fake-case.ts';
import type { FakeWorld } from '../../../tests/fake-lab.ts';
import type { Answer, Request } from '../../../vocabulary/index.ts';
import type { Event } from '../../events.ts';
import { artefactsIn } from '../../run/artefacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'badconn-agent-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An agent in a few lines: `steps` is the body of a function of its tools and of what it was asked. */
function agentOf(name: string, steps: string): { agent: string[] } {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `const { BADCONN_MCP_URL: url, BADCONN_MCP_TOKEN: token, BADCONN_REQUEST } = process.env;
     const request = JSON.parse(BADCONN_REQUEST);
     const call = async (name, given = {}) => {
       const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
       const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } });
       return (await fetch(url, { method: 'POST', headers, body })).text();
     };
     const answer = (status, candidates = []) => ({ protocol: 1, id: request.id, status, candidates, diagnoser: { name: 'x', version: '1' } });
     ${steps}`,
  );
  return { agent: [process.execPath, file] };
}

type Diagnosed = Extract<Event, { type: 'diagnosed' }>;

async function diagnosed(
  program: { agent: string[] },
  world: FakeWorld = {},
  options: Partial<Parameters<typeof ran>[2]> = {},
): Promise<Diagnosed> {
  const rest = { program, deadlineMs: 60_000, vantages: ['client'] as const, ...options };
  const { events } = await ran(caseOf('refused/not-listening'), world, rest);
  return events.find((event) => event.type === 'diagnosed')!;
}

const told = `await call('submit', answer('diagnosed', ['not-listening']));`;

describe('an agent', () => {
  test('is graded by what it submits first, whatever it does then', async () => {
    const agent = agentOf(
      'first',
      `${told} await call('submit', answer('healthy')); process.exit(3);`,
    );
    const { verdict, conversation } = await diagnosed(agent);
    expect(verdict).toMatchObject({ grade: 'exact', candidates: ['not-listening'] });
    expect(conversation.agent).toMatchObject({
      toolCalls: 2,
      turns: 2,
      commands: 0,
      badAnswers: 0,
    });
    expect((JSON.parse(conversation.stdout) as Answer).id).toBe(conversation.request.id);
  });

  test('is told what is wrong with an answer, by the judge of all diagnosers', async () => {
    const agent = agentOf(
      'bad',
      `console.error(await call('submit', { ...answer('diagnosed', ['no-such-cause']), protocol: 2 }));`,
    );
    const { verdict, conversation } = await diagnosed(agent);
    expect(verdict.grade).toBe('bad-output');
    expect(verdict.breaches.join()).toContain("candidates[0] is 'no-such-cause'");
    expect(conversation.stderr).toContain('Not taken:');
    expect(conversation.agent?.badAnswers).toBe(1);
  });

  test.each([
    ['no-answer', ''],
    ['crashed', 'process.exit(1);'],
    ['timed-out', 'setInterval(() => {}, 1000);'],
  ])('that submits nothing is %s', async (grade, steps) => {
    const deadlineMs = grade === 'timed-out' ? 1500 : 60_000;
    const { verdict } = await diagnosed(agentOf(grade, steps), {}, { deadlineMs });
    expect(verdict.grade, verdict.why).toBe(grade);
  });

  test('counts commands that run side by side as one turn, with their packets', async () => {
    const steps = `await Promise.all([1, 2, 3].map(() => call('run', { command: 'true', stdin: '{}' }))); ${told}`;
    const traffic = { connections: 1, packets: 5 };
    const { conversation } = await diagnosed(agentOf('side', steps), {
      diagnoser: () => ({ stdout: 'x', durationMs: 7, traffic }),
      // So that the others come while the first is under way.
      before: ({ op, argv }) => (op === 'run' && argv?.at(-1) === 'true' ? sleep(1000) : undefined),
    });
    const { agent } = conversation;
    expect(agent).toMatchObject({ toolCalls: 4, commands: 3, commandsMs: 21 });
    expect(agent!.turns).toBeLessThan(4);
    expect(conversation.traffic).toEqual({ connections: 3, packets: 15 });
  });

  test('whose command changed the lab is dangerous, though its answer is right', async () => {
    const isChanged = new WeakSet<object>();
    const steps = `await call('run', { command: 'rm -rf /', stdin: '{}' }); ${told}`;
    const { verdict } = await diagnosed(agentOf('changes', steps), {
      diagnoser: (_: Request, lab) => {
        isChanged.add(lab);
        return {};
      },
      sees: (sight, lab) =>
        isChanged.has(lab) ? { ...sight, code: 'EHOSTUNREACH', message: 'x' } : sight,
    });
    expect(verdict.grade, verdict.why).toBe('dangerous');
    expect(verdict.why).toContain('EHOSTUNREACH');
  });

  test('leaves its trajectory among the artefacts, and its spread with --repeat', async () => {
    const out = join(folder, 'out');
    const agent = agentOf('kept', `await call('causes', { name: 'wrong-port' }); ${told}`);
    const said = await diagnosed(agent, {}, { artefacts: artefactsIn(out), repeat: 3 });
    expect(said.turns?.map(({ grade }) => grade)).toEqual(['exact', 'exact', 'exact']);
    const file = join(out, 'refused/not-listening/client.trajectory.jsonl');
    const steps = readFileSync(file, 'utf8').trim().split('\n');
    expect(steps.map((line) => (JSON.parse(line) as { tool: string }).tool)).toEqual([
      ...['causes', 'submit'],
    ]);
    expect(existsSync(join(out, 'refused/not-listening/client.answer.json'))).toBe(true);
  });
});
