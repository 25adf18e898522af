import type { Socket } from 'node:net';
import type { Request } from '../../vocabulary/index.ts';
import type { Attempt, Evidence, Target } from '../evidence.ts';
import { latestOf } from '../observe/counters.ts';
import { isLoopback } from '../report/addresses.ts';
import { haveSources } from '../report/sources.ts';
import { confirmingMs, connectAll } from './connect.ts';
import { lookUp } from './look-up.ts';

/** Steps of gathering evidence: name lookup, connection, exchange with the server, and closer probes. */
export type Doing = 'name' | 'connect' | 'speak' | 'closer';

export interface GatherOptions {
  connectDeadlineMs: number;
  /** Receives the evidence so far, at each step. */
  onProgress?: ((evidence: Evidence, doing: Doing) => void) | undefined;
}

/** Requests the url, then probes only what the answer leaves open. */
export const gather = async (
  request: Request,
  target: Target,
  options: GatherOptions,
): Promise<Evidence> => {
  const { intendedAddress, intendedName } = request.target;
  const evidence: Evidence = {
    version: 1,
    vantage: request.vantage,
    target,
    ...(intendedAddress === undefined ? {} : { intendedAddress }),
    ...(intendedName === undefined ? {} : { intendedName }),
    symptom: request.symptom,
    attempts: [],
    handshakes: [],
    signs: [],
    neighbours: [],
    ...(request.vantage === 'client+server' && request.server !== undefined
      ? { server: request.server }
      : {}),
  };
  if (haveSources(latestOf(evidence)?.firewall ?? [])) {
    const { ownAddresses } = await import('./server-here.ts');
    evidence.sources = ownAddresses();
  }
  const progress = (doing: Doing): void => options.onProgress?.(evidence, doing);
  progress('name');
  await goTheProxysWay(evidence, options.connectDeadlineMs);
  if (evidence.proxy?.through?.accepted === true && request.symptom.code === 'connected') {
    // The client connects through a proxy, perhaps its only way.
    return evidence;
  }
  const addresses = await lookUp(evidence);
  const [address] = addresses;
  if (address === undefined) {
    const { findWholeName, lookIntoName } = await import('./look-into-name.ts');
    await lookIntoName(evidence);
    if (!target.host.includes('.')) await findWholeName(evidence);
    return evidence;
  }

  if (isLoopback(address)) {
    const { isServerHere } = await import('./server-here.ts');
    const isHere = isServerHere(evidence);
    if (isHere !== undefined) evidence.isServerHere = isHere;
  }
  progress('connect');
  if (evidence.symptom.code === 'ENOTFOUND' && evidence.lookup !== undefined) {
    // The plain client got another answer: find out from whom.
    const { readNames } = await import('./names.ts');
    evidence.names ??= await readNames(target.host);
  }
  const standing = await connectAll(evidence, addresses, options.connectDeadlineMs);
  progress(standing === undefined ? 'closer' : 'speak');
  const cut = evidence.attempts.find(({ code }) => code === 'ECONNRESET');
  if (standing !== undefined)
    await talk(evidence, standing, answerDeadline(evidence.symptom, options.connectDeadlineMs));
  else if (cut !== undefined) {
    const { resetAtOnce } = await import('./converse.ts');
    await resetAtOnce(evidence, cut, options.connectDeadlineMs);
  } else {
    const { lookCloser } = await import('./look-closer.ts');
    await lookCloser(evidence, options.connectDeadlineMs);
  }
  return evidence;
};

/** Probes the proxy of the environment, if any. Loads its code only then. */
const goTheProxysWay = async (evidence: Evidence, deadlineMs: number): Promise<void> => {
  const { env } = process;
  const { symptom, target } = evidence;
  const isSet = Object.keys(env).some((name) => /^\w+_proxy$/i.test(name));
  const port = /:(\d+)$/.exec(symptom.message)?.[1] ?? target.port;
  if (!isSet && Number(port) === target.port) return;
  const { proxySetting } = await import('./proxy-settings.ts');
  const way = proxySetting(target, env, symptom.message);
  if (way === undefined) return;
  const { goByProxy } = await import('./by-proxy.ts');
  // If the server is excluded by NO_PROXY and unreachable, the exclusion may be a mistake.
  if (way.excepted && symptom.code === 'connected') evidence.proxy = way;
  else {
    const waitMs = way.excepted ? Math.min(confirmingMs, deadlineMs) : deadlineMs;
    evidence.proxy = await goByProxy(evidence, way, waitMs);
  }
};

/** Deadline for an answer in ms; if the plain client's answer was slow, one and a half times its time. */
const answerDeadline = (
  { afterMs, code, stage }: Request['symptom'],
  deadlineMs: number,
): number => {
  const answered = code === 'connected' || code.startsWith('HTTP ');
  const isSlow = answered && stage !== 'name' && afterMs * 1.5 > deadlineMs;
  return isSlow ? Math.min(afterMs * 1.5, longestAnswerMs) : deadlineMs;
};

const longestAnswerMs = 8000;

const talk = async (
  evidence: Evidence,
  { socket, attempt }: { socket: Socket; attempt: Attempt },
  deadlineMs: number,
): Promise<void> => {
  if (evidence.target.scheme === 'tcp') {
    const { hear } = await import('./hear.ts');
    await hear(evidence, socket, attempt, deadlineMs);
  } else {
    const { converse } = await import('./converse.ts');
    await converse(evidence, socket, attempt.address, deadlineMs);
  }
};
