import { isIP } from 'node:net';
import { serverReport } from '../../collector/index.ts';
import type { ServerReport, Snapshot, Symptom } from '../../vocabulary/index.ts';
import { ScenarioError } from '../errors.ts';
import { inFull, isSeen, symptomText } from '../symptom.ts';
import type { HostPlan } from '../topology/topology.ts';
import { breakLab, endsOf, type Held } from './break-lab.ts';
import { startCapture, wireOf } from './capture.ts';
import { differs } from './differs.ts';
import type { ClientAttempt } from '../events.ts';
import { nameOf, replay, say, type Noted, type Scene } from './scene.ts';
import { patienceFor } from './patience.ts';
import { mostTries, type TriedAttempt } from './session.ts';
import { starvedLab } from './starved.ts';
import { takeSnapshot } from './take-snapshot.ts';

export interface SeenSymptom {
  attempt: ClientAttempt;
  /** Attempt of a new connection after the fault; present if the fault came while one was established. */
  anew?: ClientAttempt;
  /** Taken around the attempt, or around the new one. Absent unless a vantage of the run needs it. */
  report: ServerReport | undefined;
}

const snapshot = ({ lab, placement }: Scene): Promise<Snapshot> =>
  takeSnapshot(lab, placement.target);

/** One attempt of the client, between the two halves of a server report if a vantage needs one. */
async function reported(
  scene: Scene,
  happens: () => Promise<TriedAttempt>,
): Promise<TriedAttempt & Pick<SeenSymptom, 'report'>> {
  if (!scene.options.vantages.includes('client+server')) {
    return { ...(await happens()), report: undefined };
  }
  const before = await snapshot(scene);
  const tried = await happens();
  return { ...tried, report: serverReport(before, await snapshot(scene), 1) };
}

/** The host that must answer; unknown in advance if a resolver or a proxy decides it. */
function aimedAt({ labCase, placement, session }: Scene): { serverAddress?: string } {
  const { host } = session.aim;
  const hosts: HostPlan[] = Object.values(labCase.scenario.topology.hosts);
  const isAsked = isIP(host) === 0 && hosts.some(({ role }) => role === 'resolver');
  if (isAsked || Object.keys(session.environment).some((name) => /proxy/i.test(name))) return {};
  const serverAddress = isIP(host) > 0 ? host : placement.records[host];
  return serverAddress === undefined ? {} : { serverAddress };
}

/**
 * The plain client meets the fault while both ends capture packets. Checks that symptom and packets are as declared;
 * on a starved machine a deviation is observed again.
 */
export async function observe(scene: Scene, noted: Noted, held?: Held): Promise<SeenSymptom> {
  let standing = held;
  for (let turn = 1; ; turn += 1) {
    const { seen, isStarved, wrong } = await observeOnce(scene, noted, standing);
    if (wrong === undefined) return seen;
    if (!isStarved) throw wrong;
    if (turn === mostTries) throw starvedLab(scene, seen.attempt);
    if (standing === undefined) continue;
    // A connection that has ended shows nothing more.
    await scene.session.undo(scene.labCase.changes);
    standing = await breakLab(scene);
  }
}

interface Observed {
  seen: SeenSymptom;
  isStarved: boolean;
  /** The deviation from the declaration. */
  wrong?: ScenarioError;
}

async function observeOnce(scene: Scene, noted: Noted, held?: Held): Promise<Observed> {
  const { lab, session, placement, labCase, layer } = scene;
  const { stays } = labCase;
  const expected = patienceFor(layer.symptom);
  const capture = held?.capture ?? (await startCapture(lab, endsOf(scene)));
  const { attempt, isStarved, report } =
    held === undefined
      ? await reported(scene, () => session.live(expected, { stays }))
      : // The report is of a new attempt: what ended before anybody looked counts nothing any more.
        { ...(await session.goOn(expected, stays?.idleMs ?? 0)), report: undefined };
  if (held !== undefined) attempt.brokenMs = held.brokenMs;
  const pcaps = await capture.stop();
  await scene.options.artefacts.pcaps(layer.key, pcaps);
  const seen: SeenSymptom = { attempt, report };
  const conversation = {
    clientAddresses: Object.entries(labCase.scenario.topology.hosts)
      .filter(([, { role }]) => role === 'client' || role === 'proxy')
      .flatMap(([host]) => placement.allAddresses[host] ?? [])
      .concat(labCase.changes.flatMap(({ gives }) => gives ?? [])),
    ...aimedAt(scene),
    serverPort: session.aim.port,
  };
  const wire = wireOf(pcaps, conversation, layer.wire);
  Object.assign(noted, { attempt, wire });
  const wrong = differs(scene, attempt, wire);
  if (wrong !== undefined) return { seen, isStarved, wrong };
  return stays?.anew === undefined || held === undefined
    ? { seen, isStarved }
    : lookAnew(scene, { seen, isStarved }, stays.anew);
}

/** Checks that a new connection meets the declared symptom while the fault is present. */
async function lookAnew(
  scene: Scene,
  { seen, isStarved: wasStarved }: Observed,
  declared: Symptom,
): Promise<Observed> {
  const expected = patienceFor(declared);
  const {
    attempt: anew,
    isStarved,
    report,
  } = await reported(scene, () => scene.session.try(expected, true));
  const all = { seen: { ...seen, anew, report }, isStarved: wasStarved || isStarved };
  if (isSeen(declared, anew)) return all;
  const wrong = new ScenarioError({
    code: 'SCENARIO_ANEW',
    what: `${nameOf(scene)}: a new connection does not show the declared symptom. Expected ${symptomText(inFull(declared))}, observed ${say(anew)}.`,
    evidence: [
      `client → ${anew.url}: ${symptomText(anew)}, ${anew.message}`,
      `before, on the connection that stood: ${symptomText(seen.attempt)}`,
    ],
    next: replay(scene),
  });
  return { ...all, wrong };
}
