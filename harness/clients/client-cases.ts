import { atPoint, casesOf, type Case } from '../case/case.ts';
import { findScenarios, selectFound } from '../case/registry.ts';
import { UsageError } from '../errors.ts';
import { defaultPoint } from '../topology/draw-point.ts';
import type { Scheme } from '../topology/point.ts';

/** A failure of each kind, where none is named. */
const usual = [
  'refused/not-listening',
  'timeout/host-firewall-drop',
  'unreachable/firewall-reject',
  'dns/name-does-not-exist',
  'lost/reset-after-accept',
  'stalled/server-stopped',
];

interface CasesWanted {
  /** Ids of scenarios, or families. */
  scenarios?: readonly string[];
  /** As `--scenarios`: a folder of scenarios of your own. */
  scenariosFrom?: string | undefined;
  /** What the client speaks; by default, what each scenario is written for. */
  scheme?: Scheme | undefined;
}

/**
 * The failures in which a client is watched from its start, at the defaults of their axes. Several faults at once,
 * and those that come while a connection stands, are none of them.
 *
 * @throws UsageError for an unknown scenario, and where nothing is left.
 */
export async function clientCases({
  scenarios = [],
  scenariosFrom,
  scheme,
}: CasesWanted): Promise<Case[]> {
  const isUsual = scenarios.length === 0 && scenariosFrom === undefined;
  const ids = isUsual ? usual : scenarios;
  const found = selectFound(await findScenarios(scenariosFrom), ids);
  const first = found.unusable[0];
  if (first !== undefined) throw first.error;
  const all = found.scenarios.flatMap((one) => (isUsual ? casesOf(one).slice(0, 1) : casesOf(one)));
  const cases = all.filter(
    ({ layers, scenario, stays, axes }) =>
      layers.length === 1 &&
      scenario.cause !== 'none' &&
      stays === undefined &&
      (scheme === undefined || axes.scheme.includes(scheme)),
  );
  if (cases.length > 0) {
    return cases.map((one) => {
      const point = defaultPoint(one.axes);
      return atPoint(one, scheme === undefined ? point : { ...point, scheme });
    });
  }
  throw new UsageError({
    code: 'USAGE_NO_CLIENT_CASE',
    what: `None of ${ids.join(', ')} is a failure that a client${scheme === undefined ? '' : ` of ${scheme}`} can be started in.`,
    evidence: [
      'left out: healthy ones, several faults at once, and faults while a connection stands',
    ],
    next: 'npx badconn list',
  });
}
