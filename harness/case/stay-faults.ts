/** The parts of a scenario or form that declare how the client keeps its connection. Each may be any value. */
interface Staying {
  symptom?: unknown;
  when?: unknown;
  anew?: unknown;
  idleMs?: unknown;
  target?: unknown;
}

const longestIdleMs = 60_000;

const atStay = (symptom: unknown): boolean =>
  typeof symptom === 'object' && symptom !== null && 'at' in symptom && symptom.at === 'stay';

/** Breaches in how the client keeps its connection, each with the line that fixes it. */
export function stayFaults(
  { symptom, when, anew, idleMs, target }: Staying,
  isHealthy: boolean,
): [rule: string, mend: string][] {
  const found: [string, string][] = [];
  const check = (holds: boolean, rule: string, mend: string): void => {
    if (!holds) found.push([rule, mend]);
  };
  check(
    when === undefined || when === 'connected',
    `when is ${String(when)}; allowed is connected, and nothing for before the client connects`,
    "when: 'connected',",
  );
  check(
    idleMs === undefined || (typeof idleMs === 'number' && idleMs >= 0 && idleMs <= longestIdleMs),
    `idleMs is ${String(idleMs)}; it is milliseconds, at most ${longestIdleMs}`,
    'idleMs: 1000,',
  );
  check(
    when === undefined || isHealthy || atStay(symptom),
    'when is connected, and the symptom is not at stay: what breaks a connection that stands shows on it',
    "symptom: { at: 'stay', code: 'silence' },",
  );
  check(
    when === undefined || isHealthy || anew !== undefined,
    'anew is missing: what a new connection meets once the fault is there',
    "anew: { at: 'connect', code: 'ECONNREFUSED' },",
  );
  check(
    when !== undefined || anew === undefined,
    'anew is said, and the fault comes before the client connects: then every connection is new',
    "when: 'connected',",
  );
  const stays = when !== undefined || idleMs !== undefined || atStay(symptom);
  check(
    !stays || /^(wss?|http):/.test(String(target)),
    `target is ${String(target)}, on which the plain client does not stay: it does over ws://, wss:// and http://`,
    "target: 'ws://server/',",
  );
  return found;
}
