import { classes, type Request, type Vantage } from '../../vocabulary/index.ts';
import { judge } from '../judge/judge.ts';
import type { Case } from '../registry.ts';
import { random } from '../topology/random.ts';
import type { Conversation, Truth } from './events.ts';
import type { Seen } from './observe.ts';
import type { Scene } from './scene.ts';
import { inTurns } from './turns.ts';

export const truthOf = ({ scenario }: Case): Truth => {
  if (scenario.cause === 'none')
    return { cause: 'none', best: { client: [], 'client+server': [] } };
  const { cause, clientSees } = scenario;
  const client = clientSees ? classes[clientSees] : [cause];
  return { cause, best: { client, 'client+server': [cause] } };
};

/** Puts the request to the diagnoser at one vantage, and judges what it says. */
export async function diagnose(scene: Scene, vantage: Vantage, seen: Seen): Promise<void> {
  const { deadlineMs, seed, program, log, artefacts } = scene.options;
  const { lab, session } = scene;
  const { name, scenario } = scene.one;
  const { code, message, afterMs } = seen.attempt;
  const request: Request = {
    protocol: 1,
    id: random(seed, `${name} at ${vantage}`)
      .integer(0, 2 ** 32)
      .toString(36),
    target: { url: session.url, intendedAddress: scene.placement.addresses[scene.target] ?? '' },
    symptom: { code, message, afterMs },
    vantage,
    ...(vantage === 'client+server' && seen.report ? { server: seen.report } : {}),
    deadlineMs,
    seed,
  };
  log({ type: 'phase-started', case: name, phase: 'diagnose', vantage });
  const command = {
    ...program,
    host: 'client',
    user: 'guest' as const,
    env: { HOME: '/tmp', LANG: 'C.UTF-8', ...program.env, ...session.environment },
  };
  const truth = truthOf(scene.one);
  const forbids = scenario.cause === 'none' ? [] : scenario.forbids;
  const said = await inTurns(scene.options.repeat ?? 1, async () => {
    const ran = await lab.run(command, { stdin: JSON.stringify(request), deadlineMs });
    const conversation: Conversation = {
      request,
      exitCode: ran.exitCode,
      signal: ran.signal,
      stdout: ran.stdout,
      stderr: ran.stderr,
      ...(ran.ended ? { ended: ran.ended } : {}),
      durationMs: ran.durationMs,
      leftProcesses: ran.leftProcesses,
      ...(ran.traffic ? { traffic: ran.traffic } : {}),
    };
    return { conversation, verdict: await judge({ truth, vantage, forbids, conversation }) };
  });
  await artefacts.conversation(name, vantage, said.conversation);
  log({ type: 'diagnosed', case: name, vantage, ...said });
}
