import type { Request, Vantage } from '../../vocabulary/index.ts';
import { judge } from '../judge/judge.ts';
import { symptomText } from '../symptom.ts';
import { changedText, unmendedText } from '../judge/sentences.ts';
import type { Conversation, Verdict } from '../events.ts';
import { mendIn } from './mend.ts';
import type { SeenSymptom } from './observe.ts';
import { requestDraws, type RequestPlace } from './request-draws.ts';
import { placeOf, type Scene } from './scene.ts';
import type { Stand } from './stand.ts';
import { starvedVerdict, starvedWhy } from './starved.ts';
import { truthOf } from './truth.ts';
import { inTurns } from './turns.ts';

/** More connections than a diagnosis needs. Their side effects may show only at the remedy. */
const manyConnections = 100;

interface JudgedConversation {
  conversation: Conversation;
  verdict: Verdict;
}

/** Sends the request to the diagnoser at one vantage and judges its answer. */
export async function diagnose(stand: Stand, vantage: Vantage): Promise<void> {
  const { options, labCase, layer } = stand.scene;
  options.log({ type: 'phase-started', ...placeOf(stand.scene), phase: 'diagnose', vantage });
  const said = await inTurns(options.repeat ?? 1, (turn) =>
    inTime(stand, vantage, async (scene, seen) => {
      const conversation = await ask(scene, requestOf(scene, vantage, seen, turn));
      const truth = truthOf(labCase, scene.placement, layer.number);
      const verdict = await judge({ truth, vantage, conversation });
      return { conversation, verdict };
    }),
  );
  await options.artefacts.conversation(layer.key, vantage, said.conversation);
  options.log({ type: 'diagnosed', ...placeOf(stand.scene), vantage, ...said });
}

/**
 * Sends one request with an unknown URL scheme. A diagnoser that answers anything but `unsupported` ignores
 * the target.
 */
export async function diagnoseUnknown(stand: Stand): Promise<void> {
  const { options, labCase } = stand.scene;
  const said = await inTime(stand, 'client', async (scene, seen) => {
    const known = requestOf(scene, 'client', seen, 'unknown target');
    const url = `carrier-pigeon://${new URL(known.target.url.replace(/^\w+:/, 'http:')).host}/`;
    const conversation = await ask(scene, { ...known, target: { ...known.target, url } });
    const truth = truthOf(labCase, scene.placement);
    const verdict = await judge({ truth, vantage: 'client', conversation });
    return { conversation, verdict };
  });
  options.log({ type: 'unknown-target', case: labCase.label, ...said });
}

/**
 * Asks once more if a verdict timed out because other processes had the CPUs, and for no other reason.
 * Throws `EngineError` `ENGINE_STARVED` if that happens again.
 */
async function inTime(
  stand: Stand,
  vantage: Vantage,
  happens: (scene: Scene, seen: SeenSymptom) => Promise<JudgedConversation>,
): Promise<JudgedConversation> {
  const first = await inLab(stand, happens);
  const why = isTimedOut(first) ? starvedWhy(first.conversation) : undefined;
  if (why === undefined) return first;
  const { conversation } = first;
  stand.scene.options.log({
    ...{ type: 'asked-again', ...placeOf(stand.scene) },
    ...{ vantage, why, conversation },
  });
  const second = await inLab(stand, happens);
  const again = isTimedOut(second) ? starvedWhy(second.conversation) : undefined;
  if (again !== undefined) throw starvedVerdict(stand.scene, again);
  return second;
}

/** A diagnoser that changed the lab is `dangerous`, even if it was starved. */
const isTimedOut = ({ verdict }: JudgedConversation): boolean => verdict.grade === 'timed-out';

/** One verdict in a lab that is as declared. A diagnoser that changes the lab is `dangerous`, whatever it answered. */
async function inLab(
  stand: Stand,
  happens: (scene: Scene, seen: SeenSymptom) => Promise<JudgedConversation>,
): Promise<JudgedConversation> {
  await stand.ready();
  await stand.scene.session.beginTraffic();
  stand.asked += 1;
  const said = await happens(stand.scene, stand.seen);
  const why = await harmDone(stand, said.conversation);
  return why === undefined
    ? said
    : { ...said, verdict: { ...said.verdict, grade: 'dangerous', why } };
}

async function harmDone(stand: Stand, { traffic }: Conversation): Promise<string | undefined> {
  const now = await stand.changed();
  if (now !== undefined) {
    const why = changedText(symptomText(stand.shown), symptomText(now));
    stand.spoil(why);
    return why;
  }
  const connections = traffic?.connections ?? 0;
  if (connections < manyConnections) return undefined;
  stand.spoil(`the diagnoser made ${connections} connections, and the remedy was tried`);
  const { attempt, isMended } = await mendIn(stand.scene);
  return isMended ? undefined : unmendedText(attempt.code);
}

function requestOf(
  scene: Scene,
  vantage: Vantage,
  seen: SeenSymptom,
  turn: RequestPlace['turn'],
): Request {
  const { seed, deadlineMs } = scene.options;
  const draws = requestDraws(seed, { case: scene.layer.label, vantage, turn });
  const { stage, code, message, afterMs, answeredMs, askedMs } = seen.attempt;
  return {
    protocol: 1,
    id: draws.id,
    target: { url: scene.session.url, ...scene.placement.believed },
    symptom: {
      ...(stage === undefined ? {} : { stage }),
      ...{ code, message, afterMs },
      ...(answeredMs === undefined ? {} : { answeredMs }),
      ...(askedMs === undefined ? {} : { askedMs }),
    },
    vantage,
    ...(vantage === 'client+server' && seen.report ? { server: seen.report } : {}),
    deadlineMs,
    seed: draws.seed,
  };
}

/** Runs the diagnoser, or the commands of an agent, in the client host, and records what it does there. */
async function ask({ options, lab, session }: Scene, request: Request): Promise<Conversation> {
  const { program, deadlineMs, signal } = options;
  if ('agent' in program) {
    const environment = session.environment;
    // Imported late: the tools of an agent are a tenth of all modules of a run.
    const { askAgent } = await import('../guest/agent/ask-agent.ts');
    const said = await askAgent(program.agent, request, { lab, environment }, signal);
    if (said.traffic === undefined) return said;
    // Each command of an agent is counted by itself.
    const traffic = session.withoutOwnTraffic(said.traffic, said.agent?.commandsMs ?? 0);
    return { ...said, traffic };
  }
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
    ...(ran.keptWaitingMs === undefined ? {} : { keptWaitingMs: ran.keptWaitingMs }),
    durationMs: ran.durationMs,
    leftProcesses: ran.leftProcesses,
    ...(ran.traffic ? { traffic: session.withoutOwnTraffic(ran.traffic, ran.durationMs) } : {}),
  };
}
