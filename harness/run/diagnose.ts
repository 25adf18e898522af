import type { Request, Vantage } from '../../vocabulary/index.ts';
import { judge } from '../judge/judge.ts';
import type { Conversation } from './events.ts';
import type { Seen } from './observe.ts';
import { requestDraws, type RequestPlace } from './request-draws.ts';
import type { Scene } from './scene.ts';
import { truthOf } from './case-started.ts';
import { inTurns } from './turns.ts';

/** Puts the request to the diagnoser at one vantage, and judges what it says. */
export async function diagnose(scene: Scene, vantage: Vantage, seen: Seen): Promise<void> {
  const { log, artefacts } = scene.options;
  const { name } = scene.one;
  log({ type: 'phase-started', case: name, phase: 'diagnose', vantage });
  const truth = truthOf(scene.one);
  const said = await inTurns(scene.options.repeat ?? 1, async (turn) => {
    const conversation = await ask(scene, requestOf(scene, vantage, seen, turn));
    return { conversation, verdict: await judge({ truth, vantage, conversation }) };
  });
  await artefacts.conversation(name, vantage, said.conversation);
  log({ type: 'diagnosed', case: name, vantage, ...said });
}

/**
 * Asks for a kind of target that nobody handles. Who answers anything but `unsupported` there does
 * not look at what is asked.
 */
export async function diagnoseUnknown(scene: Scene, seen: Seen): Promise<void> {
  const known = requestOf(scene, 'client', seen, 'unknown target');
  const url = `carrier-pigeon://${new URL(known.target.url.replace(/^\w+:/, 'http:')).host}/`;
  const request: Request = { ...known, target: { ...known.target, url } };
  const conversation = await ask(scene, request);
  const truth = truthOf(scene.one);
  const verdict = await judge({ truth, vantage: 'client', conversation });
  scene.options.log({ type: 'unknown-target', case: scene.one.name, verdict, conversation });
}

function requestOf(
  scene: Scene,
  vantage: Vantage,
  seen: Seen,
  turn: RequestPlace['turn'],
): Request {
  const { seed, deadlineMs } = scene.options;
  const draws = requestDraws(seed, { case: scene.one.name, vantage, turn });
  const { code, message, afterMs } = seen.attempt;
  return {
    protocol: 1,
    id: draws.id,
    target: {
      url: scene.session.url,
      intendedAddress: scene.placement.addresses[scene.target] ?? '',
    },
    symptom: { code, message, afterMs },
    vantage,
    ...(vantage === 'client+server' && seen.report ? { server: seen.report } : {}),
    deadlineMs,
    seed: draws.seed,
  };
}

/** The diagnoser runs in the client host, and whatever it does there is noted. */
async function ask({ options, lab, session }: Scene, request: Request): Promise<Conversation> {
  const { program, deadlineMs } = options;
  const command = {
    ...program,
    host: 'client',
    user: 'guest' as const,
    env: { HOME: '/tmp', LANG: 'C.UTF-8', ...program.env, ...session.environment },
  };
  const ran = await lab.run(command, { stdin: JSON.stringify(request), deadlineMs });
  return {
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
}
