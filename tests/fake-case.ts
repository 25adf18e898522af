import { atDefaults, casesOf, type Case } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import { noArtefacts } from '../harness/run/artefacts.ts';
import { CaseRun } from '../harness/run/case-run.ts';
import type { Event, NewEvent } from '../harness/events.ts';
import type { CaseOptions } from '../harness/run/scene.ts';
import { vantages } from '../vocabulary/index.ts';
import { FakeEngine } from './fake-engine.ts';
import type { FakeLab, FakeWorld } from './fake-lab.ts';

const cases = (await loadScenarios()).flatMap(casesOf);

export function caseOf(name: string): Case {
  const found = cases.find((one) => one.label === name);
  if (!found) throw new Error(`there is no case ${name}`);
  // What the fake engine knows: IPv4, iptables, addresses in the url.
  return atDefaults(found);
}

export interface Ran {
  events: Event[];
  /** Every lab that was built, and whether it still stands. */
  labs: FakeLab[];
}

/** Runs one case in a fake lab, and gathers what was logged. */
export async function ran(
  one: Case,
  world: FakeWorld = {},
  options: Partial<CaseOptions> = {},
): Promise<Ran> {
  const lane = await new FakeEngine(world).openLane();
  const events: Event[] = [];
  const log = (event: NewEvent): void => void events.push({ atMs: 0, ...event } as Event);
  const program = { argv: ['x'], cwd: '/opt/diagnoser', env: {} };
  const all = {
    seed: '1',
    vantages,
    program,
    deadlineMs: 100,
    keep: false,
    artefacts: noArtefacts,
  };
  await new CaseRun(lane, one, { ...all, log, ...options }).run();
  return { events, labs: lane.labs };
}

/** What was logged, as `phase` begun, `/phase` ended well and `!phase` failed. */
export const outline = (events: readonly Event[]): string[] =>
  events.map((event) => {
    if (event.type === 'phase-started')
      return [event.phase, event.vantage].filter(Boolean).join(' ');
    if (event.type === 'phase-ended') return `${event.ok ? '/' : '!'}${event.phase}`;
    return event.type === 'case-ended' ? `case-ended ${event.standing}` : event.type;
  });
