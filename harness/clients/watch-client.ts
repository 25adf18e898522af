import { setTimeout as sleep } from 'node:timers/promises';
import { Recorder } from '../containers/recorder.ts';
import type { Case } from '../case/case.ts';
import { hostProgram } from '../engine/agent-path.ts';
import type { Background, CommandSpec, Lane } from '../engine/engine.ts';
import { EngineError } from '../errors.ts';
import { bring } from '../guest/program.ts';
import type { FolderDiagnoser } from '../guest/connector.ts';
import { openLab } from '../run/open-lab.ts';
import type { Session } from '../run/session.ts';
import { isSeen, inFull, symptomText } from '../symptom.ts';
import type { Aim } from '../topology/place.ts';
import { attemptTimes } from '../witness/wire.ts';
import type { ClientFacts, Expectations } from './facts.ts';
import { namesIn } from './names.ts';
import { conversationOf, looksMs, whenServed, type WatchedLook, type Tell } from './served.ts';

/** A client that has told of the failure is watched for its further attempts. */
const furtherMs = 3000;
/** What comes with its end may come after it. */
const settlesMs = 150;
const hangsMs = 20_000;

/** What is run for a target. */
type ProgramFor = (target: Aim) => Pick<CommandSpec, 'argv' | 'cwd'>;

/** Brings the folder of a client into the labs of a lane. */
export async function clientIn(lane: Lane, client: FolderDiagnoser): Promise<ProgramFor> {
  const { argv, cwd = '/tmp' } = await bring(lane, client);
  return () => ({ argv, cwd });
}

/** Runs a client in the lab of a case while it is broken, mends that, and tells what it did. */
export async function watchClient(
  lane: Lane,
  labCase: Case,
  programFor: ProgramFor,
  { seed, expected }: { seed: string; expected: Expectations },
): Promise<ClientFacts> {
  await using open = await openLab(lane, labCase, { seed });
  const { lab, session } = open;
  const [layer] = labCase.layers;
  await session.apply(labCase.changes);
  const { attempt } = await session.meet(layer.symptom);
  if (!isSeen(layer.symptom, attempt)) {
    throw inconclusive(labCase, symptomText(inFull(layer.symptom)), symptomText(attempt));
  }
  const recorder = await Recorder.begin(lab, 'client');
  const command = { host: 'client', ...hostProgram('watched'), user: 'app' as const };
  const watched = await lab.start(command, 'ready');
  const env = {
    ...{ PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/tmp', LANG: 'C.UTF-8' },
    ...{ ...session.environment, BADCONN_URL: session.url },
  };
  const tell = (line: object): Promise<WatchedLook> => look(watched, line);
  const { aim, url } = session;
  const meant = conversationOf(open);
  const { startedMs } = await tell({
    do: 'start',
    client: { cwd: '/tmp', ...programFor(aim), env },
  });
  const before = await whileBroken(tell, expected);
  const packets = await recorder.packets();
  // A client that waits may be answered while the remedy is still being made.
  const fromMs = (await tell({ do: 'look' })).nowMs;
  const settings = settingsOf(session);
  await session[layer.mending.by](layer.mending.changes);
  const mendedMs = (await tell({ do: 'look' })).nowMs;
  await sleep(layer.mending.settlesMs);
  const canRecover = before.ended === undefined && settings === settingsOf(session);
  const forMs = expected.recoversWithinMs;
  const servedMs = canRecover
    ? await whenServed(tell, recorder, meant, { fromMs, forMs })
    : undefined;
  const after = await session.meet('connected');
  await tell({ do: 'end' });
  if (after.attempt.code !== 'connected') {
    throw inconclusive(labCase, 'connected after the mend', symptomText(after.attempt));
  }
  const text = before.said.map((one) => one.text).join('');
  const [first] = before.said;
  const attempts = attemptTimes(packets, { ...meant, fromMs: startedMs });
  const begunMs = packets.find(
    ({ kind, source, atMs }) =>
      ['tcp', 'udp'].includes(kind) && atMs >= startedMs && meant.clientAddresses.includes(source),
  )?.atMs;
  const hosts = [aim.host, ...(open.placement.allAddresses[open.placement.target] ?? [])];
  return {
    ...{ case: labCase.label, url, text, canRecover },
    symptom: { stage: attempt.stage, code: attempt.code } as ClientFacts['symptom'],
    ...(first ? { saidMs: first.atMs - startedMs } : {}),
    ...(before.ended ? { ended: since(startedMs, before.ended) } : {}),
    ...(begunMs === undefined ? {} : { begunMs: Math.round(begunMs - startedMs) }),
    attemptsMs: attempts.map((atMs) => Math.round(atMs - startedMs)),
    ...{ connections: before.connections, left: before.processes },
    watchedMs: before.nowMs - startedMs,
    ...(servedMs === undefined
      ? {}
      : { recoveredMs: Math.max(0, Math.round(servedMs - mendedMs)) }),
    names: namesIn(text, { id: labCase.id, code: attempt.code, hosts, port: aim.port }),
  };
}

/** What a client is told when it is started. One that runs does not hear of a remedy that changes it. */
const settingsOf = ({ url, environment }: Session): string => JSON.stringify([url, environment]);

const since = (
  startedMs: number,
  { atMs, ...how }: NonNullable<WatchedLook['ended']>,
): NonNullable<ClientFacts['ended']> => ({ afterMs: atMs - startedMs, ...how });

async function look(watched: Background, line: object): Promise<WatchedLook> {
  return JSON.parse((await watched.ask(JSON.stringify(line), hangsMs)).line) as WatchedLook;
}

/** Until it has ended, or has told of the failure and tried again for a while, or should have told long ago. */
async function whileBroken(tell: Tell, { reportsWithinMs }: Expectations): Promise<WatchedLook> {
  for (;;) {
    const seen = await tell({ do: 'look' });
    const forMs = seen.nowMs - seen.startedMs;
    if (seen.ended !== undefined) break;
    const [first] = seen.said;
    const enough = first === undefined ? reportsWithinMs + looksMs : first.atMs - seen.startedMs;
    if (forMs >= Math.max(enough, furtherMs) + (first === undefined ? 0 : looksMs)) break;
    await sleep(looksMs);
  }
  await sleep(settlesMs);
  return tell({ do: 'look' });
}

const inconclusive = (labCase: Case, expected: string, seen: string): EngineError =>
  new EngineError({
    code: 'ENGINE_LAB_UNFIT',
    what: `${labCase.label}: the lab did not show what it should. Expected ${expected}, observed ${seen}.`,
    next: `npx badconn run ${labCase.id}`,
  });
