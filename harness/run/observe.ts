import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { collectScript, parseSnapshot, serverReport } from '../../collector/index.ts';
import type { ServerReport, Snapshot } from '../../vocabulary/index.ts';
import { ScenarioError } from '../errors.ts';
import { inFull, symptomText } from '../symptom.ts';
import type { HostPlan } from '../topology/topology.ts';
import { agrees } from '../witness/wire.ts';
import { captureDuring, wireOf } from './capture.ts';
import type { Attempt } from '../events.ts';
import { replay, say, type Noted, type Scene } from './scene.ts';
import { mostTries } from './session.ts';
import { starvedLab } from './starved.ts';

export interface Seen {
  attempt: Attempt;
  /** Taken around the attempt; absent where no vantage of the run asks for it. */
  report: ServerReport | undefined;
}

const script = readFile(collectScript, 'utf8');

async function snapshot({ lab, placement }: Scene): Promise<Snapshot> {
  const command = { host: placement.target, argv: ['sh', '-s'], user: 'root' as const };
  const { stdout } = await lab.run(command, { stdin: await script });
  return parseSnapshot(stdout);
}

/** Who must answer; not known beforehand where a resolver or a proxy has a say in it. */
function aimedAt({ one, placement, session }: Scene): { serverAddress?: string } {
  const { host } = session.aim;
  const hosts: HostPlan[] = Object.values(one.scenario.topology.hosts);
  const isAsked = isIP(host) === 0 && hosts.some(({ role }) => role === 'resolver');
  if (isAsked || Object.keys(session.environment).length > 0) return {};
  const serverAddress = isIP(host) > 0 ? host : placement.records[host];
  return serverAddress === undefined ? {} : { serverAddress };
}

/**
 * The plain client meets the fault, with packets captured at both ends: is it as declared? What is not,
 * on a machine that let the lab wait, is looked at again.
 */
export async function observe(scene: Scene, noted: Noted): Promise<Seen> {
  for (let turn = 1; ; turn += 1) {
    const { seen, isStarved, wrong } = await observeOnce(scene, noted);
    if (wrong === undefined) return seen;
    if (!isStarved) throw wrong;
    if (turn === mostTries) throw starvedLab(scene, seen.attempt);
  }
}

interface Observed {
  seen: Seen;
  isStarved: boolean;
  /** What is not as declared. */
  wrong?: ScenarioError;
}

async function observeOnce(scene: Scene, noted: Noted): Promise<Observed> {
  const { lab, session, placement } = scene;
  const { scenario, broken, key, label } = scene.one;
  const ends = { client: 'client', server: placement.target };
  const declaredSymptom = inFull(scenario.symptom);
  const reported = scene.options.vantages.includes('client+server');
  const { result, pcaps } = await captureDuring(lab, ends, async () => {
    const before = reported ? await snapshot(scene) : undefined;
    const expected = declaredSymptom.code === 'silence' ? 'silence' : 'answer';
    const tried = await session.try(expected);
    const after = reported ? await snapshot(scene) : undefined;
    return { ...tried, report: before && serverReport(before, after, 1) };
  });
  await scene.options.artefacts.pcaps(key, pcaps);
  const { attempt, report, isStarved } = result;
  const seen = { attempt, report };
  const conversation = {
    clientAddresses: Object.entries(scenario.topology.hosts)
      .filter(([, { role }]) => role === 'client' || role === 'proxy')
      .flatMap(([host]) => placement.allAddresses[host] ?? []),
    ...aimedAt(scene),
    serverPort: session.aim.port,
  };
  const wire = wireOf(pcaps, conversation, scenario.wire);
  Object.assign(noted, { attempt, wire });
  const declared = JSON.stringify(scenario.wire).replaceAll('"', '');
  const evidence = [
    `client → ${attempt.url}: ${symptomText(attempt)}, ${attempt.message}`,
    `packets at the client: ${wire.client}`,
    `packets at the server: ${wire.server}`,
    `declared: ${symptomText(declaredSymptom)}; ${declared}`,
  ];
  if (attempt.code !== declaredSymptom.code || attempt.stage !== declaredSymptom.stage) {
    const isUnbroken = broken !== undefined && attempt.code === 'connected';
    const fault = isUnbroken ? 'the fault does nothing' : 'the fault does not show as declared';
    const wrong = new ScenarioError({
      code: isUnbroken ? 'SCENARIO_FAULT' : 'SCENARIO_SYMPTOM',
      what: `${label}: ${broken === undefined ? 'the connection is not healthy' : fault}. Expected ${symptomText(declaredSymptom)}, observed ${say(attempt)}.`,
      evidence,
      next: replay(scene),
    });
    return { seen, isStarved, wrong };
  }
  if (!agrees(scenario.wire, wire)) {
    const wrong = new ScenarioError({
      code: 'SCENARIO_WIRE',
      what: `${label}: the packets do not do what is declared. Expected ${declared}, observed ${wire.client} at the client and ${wire.server} at the server.`,
      evidence,
      next: replay(scene),
    });
    return { seen, isStarved, wrong };
  }
  return { seen, isStarved };
}
