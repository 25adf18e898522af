import type { Registered, Scenario } from '../../harness/case/scenario.ts';
import { atPoint, casesOf, type Case } from '../../harness/case/case.ts';
import { odd, serve } from '../../harness/index.ts';
import { defaultPoint } from '../../harness/topology/draw-point.ts';
import type { Service } from '../../harness/topology/services.ts';
import type { Failure, Stage } from '../../vocabulary/index.ts';

/** The failures of each table, by the stage at which a client meets them. */
export const failures = {
  name: ['dns/name-does-not-exist', 'dns/resolver-silent'],
  connect: [
    ...['refused/not-listening', 'unreachable/firewall-reject'],
    ...['timeout/host-firewall-drop', 'timeout/accept-queue-full'],
  ],
  tls: [
    ...['tls/certificate-expired', 'tls/certificate-untrusted', 'tls/certificate-wrong-name'],
    'tls/version-too-old',
  ],
  exchange: [
    ...['lost/reset-after-accept', 'lost/closed-after-accept', 'stalled/server-stopped'],
    ...['protocol/bad-gateway', 'protocol/no-server-available'],
  ],
  stay: ['lost/host-firewall-drop', 'lost/not-listening'],
} as const satisfies Partial<Record<Stage, readonly string[]>>;

/** What a server of these clients is, and what the plain client speaks to it. */
export interface Served {
  scheme: 'http' | 'ws' | 'tcp';
  service: Service;
}

/** HTTP is no matter of a database, and the plain client speaks no TLS to one. */
const isFor = (id: string, { scheme }: Served): boolean =>
  scheme !== 'tcp' || !/^(tls|protocol)\//.test(id);

/** The case of a scenario in its first form with another service, where there can be one. */
export function caseWith({ id, scenario }: Registered, served: Served): Case | undefined {
  if (scenario.cause === 'none' || !isFor(id, served)) return undefined;
  const { forms: _, ...plain } = scenario;
  const first = Object.values(scenario.forms ?? {})[0] ?? {};
  const declared = { ...plain, ...first } as typeof plain;
  const [labCase] = casesOf({ id, scenario: withService(id, declared, served) });
  return labCase && atPoint(labCase, defaultPoint(labCase.axes));
}

function withService<S extends Exclude<Scenario, { cause: 'none' }>>(
  id: string,
  scenario: S,
  { scheme, service }: Served,
): S {
  const { hosts } = scenario.topology;
  const other = (old: Service): Service =>
    old.program === 'web-socket-server'
      ? { ...service, ...(old.certificate ? { certificate: old.certificate } : {}) }
      : old;
  const isSecure = scenario.target.startsWith('wss');
  const isOwn = scenario.remedy.change.verb === 'serve';
  // An image that is in the lab already goes on being that of the service.
  const { image: _, ...settings } = service;
  const own: Service = isSecure ? { ...settings, certificate: {} } : settings;
  return {
    ...scenario,
    topology: {
      ...scenario.topology,
      hosts: Object.fromEntries(
        Object.entries(hosts).map(([name, plan]) => [
          name,
          plan.service === undefined ? plan : { ...plan, service: other(plan.service) },
        ]),
      ),
    },
    fault: isOwn ? serve('server', goneWrong(id, own)) : scenario.fault,
    target: `${scheme}${isSecure ? 's' : ''}://server/`,
    symptom: symptomWith(id, scenario.symptom, scheme),
    ...(isOwn ? { remedy: { ...scenario.remedy, change: serve('server', own) } } : {}),
  };
}

/** What serves in place of the service; where the client says nothing first, it goes wrong at once. */
function goneWrong(id: string, own: Service): Service {
  if (own.certificate) return { ...own, options: { versions: 'old' } };
  return odd(
    id === 'lost/closed-after-accept' ? 'close' : 'reset',
    own.says === '' ? undefined : 'asked',
  );
}

/** A protocol without an upgrade is met when something was said; the plain client of TCP tells a FIN from a reset. */
function symptomWith(id: string, { at, code }: Failure, scheme: Served['scheme']): Failure {
  // Of a service that ends, TCP sees the FIN; a pool of HTTP has dropped that connection, and begins another.
  if (at === 'stay' && code === 'close 1006' && scheme !== 'ws') {
    return { at, code: scheme === 'tcp' ? 'EOF' : 'ECONNREFUSED' };
  }
  if (scheme !== 'tcp' || at !== 'upgrade') return { at, code } as Failure;
  return { at: 'exchange', code: id === 'lost/closed-after-accept' ? 'EOF' : code };
}
