import {
  causes,
  certificateCodes,
  classes,
  errnos,
  isCause,
  isKnownCause,
  remediesOf,
  remedyActions,
  stages,
} from '../../vocabulary/index.ts';
import { misspelt } from '../nearest.ts';
import { keyOf } from './case-name.ts';
import { sameViews } from './same-views.ts';
import type { Change } from '../changes/index.ts';
import { atBothEnds } from '../witness/wire.ts';
import { stayFaults } from './stay-faults.ts';
import { varyFaults } from './vary-faults.ts';
import { stageFaults, wireFault } from './wire-fault.ts';
import type { BrokenScenario, ScenarioLesson, Registered } from './scenario.ts';

export interface Breach {
  rule: string;
  /** The line to write, or `move to <id>`; it must satisfy all other rules. */
  mend: string;
}

const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const names = (values: Iterable<string>): string => [...values].join(', ');

/** An HTTP status (RFC 9110, 15) or a close code (RFC 6455, 7.4). */
const isCode = (code: string): boolean =>
  ['silence', ...errnos, ...certificateCodes].includes(code) ||
  /^(HTTP [1-5]\d\d|close [1-4]\d\d\d)$/.test(code);

/** The file name to suggest for an unknown cause: the nearest known one, or a cause of one's own. */
const causeMeant = (cause: string, last: string): string =>
  misspelt(cause, Object.keys(causes)) ?? `x-${last.replaceAll(/[^a-z0-9]+/g, '-')}`;

/**
 * Rules for scenario files that types cannot express, or not in plain JavaScript. The exported value may be anything,
 * so every field is read as unknown.
 */
function breachesOf({ id, family, scenario }: Registered): [rule: string, mend: string][] {
  const found: [string, string][] = [];
  const check = (holds: boolean, rule: string, mend: string): void => {
    if (!holds) found.push([rule, mend]);
  };
  const given = scenario as unknown as Record<string, unknown> & typeof scenario;
  const last = id.split('/')[1] ?? '';
  const hosts = Object.keys((given.topology?.hosts ?? {}) as object);
  const isHealthy = given.cause === 'none';
  const layers = [
    given,
    ...list((given as Partial<BrokenScenario>).beneath),
  ] as Partial<BrokenScenario>[];
  const called = layers.map(({ cause }) => cause).join('-over-');
  const twoHosts = 'topology: lan({ client: client(), server: server(webSocket()) }),';
  const serving = hosts.find((host) => given.topology?.hosts[host]?.service) ?? 'server';
  const symptomLine = isHealthy
    ? "symptom: 'connected',"
    : "symptom: { at: 'connect', code: 'ECONNREFUSED' },";
  const wireLine = isHealthy ? "wire: 'SYN > SYN-ACK'," : "wire: 'SYN > RST',";

  const fields = {
    title: "title: '…',",
    target: `target: 'ws://${serving}/',`,
    cause: `cause: '${family === 'healthy' ? 'none' : isCause(last) ? last : 'x-…'}',`,
  };
  for (const field of ['title', 'target', 'cause'] as const) {
    const isThere = typeof given[field] === 'string' && given[field] !== '';
    check(isThere, `${field} is missing`, fields[field]);
  }
  check(given.symptom !== undefined, 'symptom is missing', symptomLine);
  check(given.wire !== undefined, 'wire is missing', wireLine);
  const lesson = (given.lesson ?? {}) as Partial<ScenarioLesson>;
  for (const part of ['why', 'tellApart'] as const) {
    check(Boolean(lesson[part]), `lesson.${part} is missing`, `lesson: { ${part}: '…', … },`);
  }
  for (const part of ['hints', 'see'] as const) {
    check(
      list(lesson[part]).length > 0,
      `lesson.${part} is empty`,
      `lesson: { ${part}: ['…'], … },`,
    );
  }
  check(
    !isHealthy || given.symptom === 'connected',
    `cause is none, and symptom is ${JSON.stringify(given.symptom)}: what is healthy connects`,
    "symptom: 'connected',",
  );
  check(hosts.length > 0, 'topology has no hosts', twoHosts);
  check(
    hosts.length === 0 || hosts.includes('client'),
    `topology has no host client; it has ${names(hosts)}`,
    twoHosts,
  );
  check(
    given.cause === undefined || isHealthy === (family === 'healthy'),
    `cause is ${given.cause}, and the file lies in ${family}/`,
    isHealthy
      ? `move to healthy/${last}`
      : `move to the family that people meet it by, as ${called}`,
  );
  const unknown = layers.filter(({ cause }) => !isHealthy && !(cause && isCause(cause)));
  for (const { cause } of unknown) {
    check(
      false,
      `cause is ${cause}, which is not in the vocabulary; it has ${names(Object.keys(causes))}, and x-<state> for one of your own`,
      isCause(last) ? `cause: '${last}',` : `move to ${family}/${causeMeant(cause ?? last, last)}`,
    );
  }
  check(
    isHealthy || unknown.length > 0 || last === called,
    layers.length === 1
      ? `cause is ${called}, and the file is called ${last}: a file is named by its cause`
      : `the causes are ${called}, and the file is called ${last}: a file is named by its causes, the outermost first, with -over- between them`,
    `move to ${family}/${called}`,
  );
  check(
    !isHealthy || layers.length === 1,
    'cause is none, and beneath is given: what is healthy has no layers',
    "cause: 'none', // and no beneath",
  );
  check(
    layers.length === 1 || given.when === undefined,
    'beneath is given, and when as well: layers are of faults that are there before the client connects',
    '// no beneath, or no when',
  );
  const shapes = [given, ...Object.values(given.forms ?? {})] as Partial<BrokenScenario>[];
  const seen = [...shapes, ...layers.slice(1)];
  for (const shape of shapes) {
    found.push(
      ...sameViews([{ ...given, ...shape } as Partial<BrokenScenario>, ...layers.slice(1)]),
    );
  }
  for (const { symptom, wire, target } of seen) {
    if (!isHealthy && symptom !== undefined) {
      const { at = '', code = '' } = typeof symptom === 'object' ? symptom : {};
      const text = typeof symptom === 'object' ? `${code} at ${at}` : symptom;
      check(
        at in stages && isCode(code),
        `symptom is ${text}; it is { at, code }, at one of ${names(Object.keys(stages))}, with the code silence, HTTP <status>, close <code>, ${names([...errnos, ...certificateCodes])}`,
        symptomLine,
      );
    }
    const ends = typeof wire === 'object' ? [wire.client, wire.server] : list(wire);
    for (const end of ends) {
      const fault = wireFault(end);
      check(fault === undefined, `wire is ${String(end)}, ${fault}`, wireLine);
    }
    const told = wire ?? given.wire;
    if (told !== undefined && ends.every((end) => wireFault(end) === undefined)) {
      found.push(...stageFaults(atBothEnds(told).client, symptom ?? given.symptom));
    }
    const host =
      target === undefined ? undefined : /^(?:wss?|https?|tcp):\/\/([^/]+)\//.exec(target)?.[1];
    check(
      target === undefined || (host !== undefined && hosts.includes(host)),
      `target is ${target}; it is <scheme>://<host>/<path> with a host of the topology: ${names(hosts)}`,
      `target: 'ws://${serving}/',`,
    );
    const served = host === undefined || Boolean(given.topology?.hosts[host]?.service);
    check(
      served || !hosts.includes(host ?? ''),
      `target is ${target}, and ${host} serves nothing`,
      hosts.includes(serving) ? `target: 'ws://${serving}/',` : twoHosts,
    );
  }
  for (const { vary } of seen) found.push(...varyFaults(vary));
  for (const form of [given, ...Object.values(given.forms ?? {})]) {
    found.push(...stayFaults({ ...given, ...form }, isHealthy));
  }
  for (const same of Map.groupBy(Object.keys(given.forms ?? {}), (form) =>
    keyOf(id, form),
  ).values()) {
    check(
      same.length === 1,
      `forms ${names(same)} have the same key in paths, ${keyOf(id, same[0])}`,
      `'${same[0]}, another': { … },`,
    );
  }
  const broken = given.cause === 'none' ? undefined : given;
  const ofForms = Object.values(given.forms ?? {}).flatMap((form) =>
    form.remedy ? [{ cause: broken?.cause, remedy: form.remedy }] : [],
  );
  const remedies = [...(broken ? layers : []), ...ofForms];
  const changes = [
    ...seen.flatMap((layer) => ('fault' in layer ? list(layer.fault) : [])),
    ...('harmless' in given ? list(given.harmless) : []),
    ...remedies.flatMap(({ remedy }) => list(remedy?.change)),
  ] as Change[];
  for (const { verb, on, other } of changes) {
    const meant = (host: string): string =>
      hosts.includes(host) ? host : (misspelt(host, hosts) ?? serving);
    const called = (...named: string[]): string => `${verb}('${named.join("', '")}')`;
    const named = other === undefined ? [on] : [on, other];
    check(
      named.every((host) => hosts.includes(host)),
      `${called(...named)} names a host that the topology lacks; it has ${names(hosts)}`,
      called(...named.map(meant)),
    );
  }
  if (broken) {
    for (const { fault } of layers) {
      check(list(fault).length > 0, 'fault is missing', `fault: stopService('${serving}'),`);
    }
    for (const { cause, remedy } of remedies) {
      const action = remedy?.action;
      const known: readonly string[] | undefined =
        cause && isKnownCause(cause) ? remediesOf[cause] : undefined;
      check(
        action !== undefined && action in remedyActions,
        `remedy.action is ${action}; allowed are ${names(Object.keys(remedyActions))}`,
        `remedy: { action: '${known?.[0] ?? 'start-service'}', advice: '…', change: startService('${serving}') },`,
      );
      check(
        action === undefined || !(action in remedyActions) || !known || known.includes(action),
        `remedy.action is ${action}, which remediesOf in vocabulary/cause.ts does not list for ${cause}; it lists ${names(known ?? [])}`,
        `remedy: { action: '${known?.[0]}', … },`,
      );
    }
    for (const { cause = broken.cause, clientSees } of seen) {
      const fitting = Object.entries(classes).find(([, all]) =>
        (all as readonly string[]).includes(cause),
      );
      // Classes hold no causes outside the vocabulary.
      const isOwn = !isKnownCause(cause);
      const members: readonly string[] | undefined = clientSees && classes[clientSees];
      check(
        clientSees === undefined || Boolean(members?.includes(cause) || (members && isOwn)),
        `clientSees is ${clientSees}, which does not hold ${cause}`,
        fitting
          ? `clientSees: '${fitting[0]}',`
          : '// no clientSees: a client alone can tell this cause',
      );
    }
  }
  return found;
}

/** All breaches of one file. A twin must be another file and healthy; `ids` are those of all files. */
export function breaches(registered: Registered, ids: readonly string[]): Breach[] {
  const own = breachesOf(registered).map(([rule, mend]) => ({ rule, mend }));
  const { twin } = registered.scenario as { twin?: string };
  const healthy = ids.filter((id) => id.startsWith('healthy/'));
  if (twin === undefined || healthy.includes(twin)) return own;
  const fault = ids.includes(twin) ? 'is not healthy' : 'does not exist';
  const rule = `twin is ${twin}, which ${fault}; healthy are ${names(healthy)}`;
  return [...own, { rule, mend: healthy[0] ? `twin: '${healthy[0]}',` : '// no twin' }];
}
