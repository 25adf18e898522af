import { atPoint, casesOf, type Case } from '../case/case.ts';
import { findScenarios, selectFound } from '../case/registry.ts';
import { UsageError } from '../errors.ts';
import { defaultPoint } from '../topology/draw-point.ts';
import type { Scheme } from '../topology/point.ts';

/** The default failures: one of each kind. */
const usual = [
  'refused/not-listening',
  'timeout/host-firewall-drop',
  'unreachable/firewall-reject',
  'dns/name-does-not-exist',
  'lost/reset-after-accept',
  'stalled/server-stopped',
];

interface CasesWanted {
  /** Ids of scenarios or families. */
  scenarios?: readonly string[];
  /** As `--scenarios`: a folder of scenarios of your own. */
  scenariosFrom?: string | undefined;
  /** Protocol of the client. Default: that of each scenario. */
  scheme?: Scheme | undefined;
}

/**
 * Cases for a client that is watched from its start, at the defaults of their axes. Cases with several faults, and
 * faults that come while a connection is established, are left out.
 *
 * @throws UsageError for an unknown scenario, or if no case is left.
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
