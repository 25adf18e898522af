import { addAbortListener } from 'node:events';
import type { EngineName } from '../harness/engine/open.ts';
import { UsageError } from '../harness/errors.ts';
import { say } from '../harness/output.ts';
import { atPoint, casesOf, drawn, type Case } from '../harness/case/case.ts';
import { readPoint } from '../harness/case/point-text.ts';
import { findScenarios, selectFound } from '../harness/case/registry.ts';
import { ableIn } from '../harness/run/able-in.ts';
import { openLab } from '../harness/run/open-lab.ts';
import { inFull, symptomText } from '../harness/symptom.ts';
import type { ExecFlags } from './exec.ts';
import { interruptSignal } from './interrupt.ts';
import { openAhead, type Ahead } from './open-ahead.ts';
import { oneOf } from './options.ts';

/** The case at the point that the seed draws, except for given values. */
function placed(open: Case, at: string | undefined, seed: string): Case {
  const labCase = drawn(open, seed);
  return at === undefined || !labCase.point
    ? labCase
    : atPoint(labCase, readPoint(at, labCase.axes, labCase.point));
}

const noTerminal = new UsageError({
  code: 'USAGE_NO_TERMINAL',
  what: 'This engine has no way for a terminal into its labs.',
  next: 'npx badconn doctor',
});

export interface ExecRequest {
  id: string;
  command: string[];
  seed: string;
  user: 'root' | 'app';
  engine: EngineName | undefined;
  /** Absent if the options still need validation. */
  ahead: Ahead | undefined;
}

/** Builds the lab of one scenario, breaks it, runs the command in it, and takes the lab down. */
export async function execOpened(
  { id, command, seed, user, ...asked }: ExecRequest,
  options: ExecFlags,
): Promise<number> {
  const found = await findScenarios(options.scenarios, [id]);
  const cases = selectFound(found, [id]).scenarios.flatMap(casesOf);
  const forms = cases.flatMap(({ form }) => form ?? []);
  const open =
    options.form === undefined
      ? cases[0]
      : cases.find(({ form }) => form === oneOf('exec --form', options.form ?? '', forms));
  if (!open) throw new Error(`${id} has no case`);
  const host = oneOf('exec --host', options.host, Object.keys(open.scenario.topology.hosts));
  const { signal, opening } = asked.ahead ?? openAhead(interruptSignal(), asked.engine);
  const engine = await opening;
  try {
    const lane = await engine.openLane();
    if (!lane.terminal) throw noTerminal;
    const labCase = placed(ableIn(lane, open), options.at, seed);
    // A shell handles Ctrl-C itself; other signals close the engine, which ends lab and command.
    addAbortListener(signal, () => void engine.close().catch(() => undefined));
    // Not closed here: the engine takes it down with its lane, whatever the command left in it.
    const { session } = await openLab(lane, labCase, { seed });
    if (!options.healthy) await session.apply(labCase.changes);
    const shell = command.length > 0 ? command : ['bash', '--norc', '-i'];
    if (command.length === 0) {
      say(`You are in the ${host} of ${labCase.label}. The client connects to ${session.url}`);
      // There is no established connection any more, so the symptom is that of a new one.
      const sees = inFull(labCase.stays?.anew ?? labCase.layers[0].symptom);
      if (!options.healthy) say(`It sees: ${symptomText(sees)}`);
      say('exit, or Ctrl-D, takes the lab down.');
    }
    const settings = host === 'client' ? session.environment : {};
    const set = Object.entries({ ...settings, TARGET: session.url }).map((pair) => pair.join('='));
    const code = await lane.terminal.connect(host, ['env', ...set, ...shell], user);
    return signal.aborted ? 130 : code;
  } finally {
    await engine.close();
  }
}
