import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Evidence } from '../evidence.ts';
import { askPatiently } from './patience.ts';

const mostAddresses = 4;

/**
 * Time in ms before the resolvers are queried directly; the system gives each of them five seconds, twice
 * (resolv.conf(5)).
 */
const soonMs = 2000;
/** Time in ms before the system queries the next resolver. */
const nextMs = 5000;

/** Addresses of the url's host by the system's lookup; empty if none came in time. */
export const lookUp = async (evidence: Evidence): Promise<string[]> => {
  const { host } = evidence.target;
  if (isIP(host) !== 0) return [host];
  const started = performance.now();
  const found = await askPatiently(
    () => askSystem(evidence, host),
    (answer) => answer instanceof Error && answer.code === 'EAI_AGAIN',
  );
  const afterMs = Math.round(performance.now() - started);
  if (found === undefined || found instanceof Error) {
    const code = found === undefined ? 'silence' : (found.code ?? found.message);
    evidence.lookup = { addresses: [], code, afterMs };
    return [];
  }
  const addresses = [...new Set(found)].slice(0, mostAddresses);
  evidence.lookup = { addresses, afterMs };
  return addresses;
};

type LookupResult = string[] | NodeJS.ErrnoException;

/**
 * Undefined if the lookup has not ended and no resolver will answer it. A system lookup cannot be cancelled, and
 * keeps the process alive: if the plain client got no answer, the resolvers are queried first.
 */
const askSystem = async (evidence: Evidence, host: string): Promise<LookupResult | undefined> => {
  const { code, stage } = evidence.symptom;
  const wasUnanswered = stage === 'name' && ['silence', 'EAI_AGAIN', 'ETIMEDOUT'].includes(code);
  if (wasUnanswered && !(await isAnswered(evidence, host))) return undefined;
  const { lookup } = await import('node:dns/promises');
  const asked = lookup(host, { all: true }).then(
    (all): LookupResult => all.map(({ address }) => address),
    (error: NodeJS.ErrnoException) => error,
  );
  const soon = await within(asked, soonMs);
  if (soon !== undefined) return soon;
  return within(asked, (await isAnswered(evidence, host)) ? nextMs : 0);
};

/** Whether the hosts file has the name, or a resolver, queried directly, answers. */
const isAnswered = async (evidence: Evidence, host: string): Promise<boolean> => {
  const { readNames } = await import('./names.ts');
  evidence.names ??= await readNames(host);
  const { answers, hostsFile } = evidence.names;
  return (
    hostsFile.length > 0 || answers.length === 0 || answers.some(({ code }) => code !== 'ETIMEOUT')
  );
};

const within = async <T>(asked: Promise<T>, ms: number): Promise<T | undefined> => {
  const stop = new AbortController();
  const late = wait(ms, undefined, { signal: stop.signal }).catch(() => undefined);
  const first = await Promise.race([asked, late]);
  stop.abort();
  return first;
};
