import { setTimeout as sleep } from 'node:timers/promises';
import { Recorder } from '../containers/recorder.ts';
import type { Case } from '../case/case.ts';
import { hostProgram } from '../engine/agent-path.ts';
import type { Background, CommandSpec, Lane } from '../engine/engine.ts';
import { bring } from '../guest/program.ts';
import type { FolderDiagnoser } from '../guest/connector.ts';
import { openLab } from '../run/open-lab.ts';
import type { Session } from '../run/session.ts';
import { symptomText } from '../symptom.ts';
import type { Aim } from '../topology/place.ts';
import type { Packet } from '../witness/pcap.ts';
import { attemptTimes } from '../witness/wire.ts';
import { breakFor, inconclusive, letStand } from './break-for.ts';
import { evidenceOf, type ClientEvidence } from './evidence.ts';
import type { ClientFacts, Expectations } from './facts.ts';
import { namesIn } from './names.ts';
import {
  conversationOf,
  looksMs,
  whenServed,
  type WatchedLook,
  type ClientConversation,
  type Tell,
} from './served.ts';

/** After a client has reported the failure, how long its further attempts are watched, in ms. */
const furtherMs = 3000;
/** Time for output and packets that arrive after the client has ended, in ms. */
const settlesMs = 150;
const hangsMs = 20_000;
/** Time for a client to be served before the fault comes, in ms: on a busy machine it may take long to load. */
const servedWithinMs = 60_000;

/** The command that is run for a target. */
type ProgramFor = (target: Aim) => Pick<CommandSpec, 'argv' | 'cwd'>;

/** Brings the folder of a client into the labs of a lane. */
export async function clientIn(lane: Lane, client: FolderDiagnoser): Promise<ProgramFor> {
  const { argv, cwd = '/tmp' } = await bring(lane, client);
  return () => ({ argv, cwd });
}

interface WatchOptions {
  seed: string;
  expected: Expectations;
  /** Receives the packets of both ends and the lab they were captured in. */
  show?: ((evidence: ClientEvidence) => void) | undefined;
}

/** Runs a client in the broken lab of a case, mends the lab, and resolves to what the client did. */
export async function watchClient(
  lane: Lane,
  labCase: Case,
  programFor: ProgramFor,
  { seed, expected, show }: WatchOptions,
): Promise<ClientFacts> {
  await using open = await openLab(lane, labCase, { seed });
  const { lab, session } = open;
  const [layer] = labCase.layers;
  const stands = labCase.stays?.anew !== undefined;
  const early = stands ? undefined : await breakFor(labCase, session);
  const [recorder, ofServer] = await Promise.all([
    Recorder.begin(lab, 'client'),
    show && Recorder.begin(lab, open.placement.target),
  ]);
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
  if (stands)
    await letStand(labCase, session, () =>
      whenServed(tell, recorder, meant, { fromMs: startedMs, forMs: servedWithinMs }),
    );
  // For a client with an established connection, times count from the moment it was broken.
  const sinceMs = stands ? (await tell({ do: 'look' })).nowMs : startedMs;
  const attempt = early ?? (await breakFor(labCase, session));
  const before = await whileBroken(tell, sinceMs, expected);
  const packets = await recorder.packets();
  // A waiting client may be answered while the remedy is still being applied.
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
  if (show && ofServer) {
    const [client, server] = await Promise.all([recorder.packets(), ofServer.packets()]);
    show(evidenceOf(labCase, open.placement, { client, server }, { sinceMs, fromMs }));
  }
  const after = await session.meet('connected');
  await tell({ do: 'end' });
  if (after.attempt.code !== 'connected') {
    throw inconclusive(labCase, 'connected after the mend', symptomText(after.attempt));
  }
  const text = before.said.map((one) => one.text).join('');
  const [first] = before.said;
  const attempts = attemptTimes(packets, { ...meant, fromMs: sinceMs });
  const begunMs = stands ? undefined : firstPacket(packets, meant, startedMs);
  const hosts = [aim.host, ...(open.placement.allAddresses[open.placement.target] ?? [])];
  return {
    ...{ case: labCase.label, url, text, canRecover },
    symptom: { stage: attempt.stage, code: attempt.code } as ClientFacts['symptom'],
    ...(first ? { saidMs: first.atMs - sinceMs } : {}),
    ...(before.ended ? { ended: since(sinceMs, before.ended) } : {}),
    ...(begunMs === undefined ? {} : { begunMs: Math.round(begunMs - sinceMs) }),
    attemptsMs: attempts.map((atMs) => Math.round(atMs - sinceMs)),
    ...{ connections: before.connections, left: before.processes },
    watchedMs: before.nowMs - sinceMs,
    ...(servedMs === undefined
      ? {}
      : { recoveredMs: Math.max(0, Math.round(servedMs - mendedMs)) }),
    names: namesIn(text, { id: labCase.id, code: attempt.code, hosts, port: aim.port }),
  };
}

const firstPacket = (
  packets: readonly Packet[],
  { clientAddresses }: ClientConversation,
  fromMs: number,
): number | undefined =>
  packets.find(
    ({ kind, source, atMs }) =>
      ['tcp', 'udp'].includes(kind) && atMs >= fromMs && clientAddresses.includes(source),
  )?.atMs;

/** Settings that a client gets at its start. A running client does not notice a remedy that changes them. */
const settingsOf = ({ url, environment }: Session): string => JSON.stringify([url, environment]);

const since = (
  startedMs: number,
  { atMs, ...how }: NonNullable<WatchedLook['ended']>,
): NonNullable<ClientFacts['ended']> => ({ afterMs: atMs - startedMs, ...how });

async function look(watched: Background, line: object): Promise<WatchedLook> {
  return JSON.parse((await watched.ask(JSON.stringify(line), hangsMs)).line) as WatchedLook;
}

/**
 * Waits until the client has ended, or has reported the failure and retried for a while, or its time to report is
 * long over.
 */
async function whileBroken(
  tell: Tell,
  sinceMs: number,
  { reportsWithinMs }: Expectations,
): Promise<WatchedLook> {
  const lookSince = async (): Promise<WatchedLook> => {
    const seen = await tell({ do: 'look' });
    return { ...seen, said: seen.said.filter(({ atMs }) => atMs >= sinceMs) };
  };
  for (;;) {
    const seen = await lookSince();
    const forMs = seen.nowMs - sinceMs;
    if (seen.ended !== undefined) break;
    const [first] = seen.said;
    const enough =
      first === undefined
        ? Math.max(reportsWithinMs + looksMs, furtherMs)
        : first.atMs - sinceMs + furtherMs;
    if (forMs >= enough) break;
    await sleep(looksMs);
  }
  await sleep(settlesMs);
  return lookSince();
}
