import type { Socket } from 'node:net';
import type { Request } from '../../vocabulary/index.ts';
import type { Attempt, Evidence, Target } from '../evidence.ts';
import { wasLockedOut } from '../locked-out.ts';
import { addressesMeant, sameName } from '../meant.ts';
import { isLoopback, isPrivate, sameAddress } from '../report/addresses.ts';
import { isPrompt } from '../observe/attempt.ts';
import { isAnswer } from './answer.ts';
import { startAttempt } from './attempt.ts';
import { lookUp } from './look-up.ts';

/** What gathering goes on to: the name, the connection, what the server says, and what that leaves open. */
export type Doing = 'name' | 'connect' | 'speak' | 'closer';

export interface GatherOptions {
  connectDeadlineMs: number;
  /** Receives the evidence so far, at each step. */
  onProgress?: ((evidence: Evidence, doing: Doing) => void) | undefined;
}

/** Longest that a local answer or one from a near network takes: silence begins after it. */
const earlyMs = 100;

/** Tries the target as its url says, and from there only what the answer leaves open. */
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
  const progress = (doing: Doing): void => options.onProgress?.(evidence, doing);
  progress('name');
  await goTheProxysWay(evidence, options.connectDeadlineMs);
  if (evidence.proxy?.through?.accepted === true && request.symptom.code === 'connected') {
    // The client works by a way that may be the only one.
    return evidence;
  }
  const addresses = await lookUp(evidence);
  const [address] = addresses;
  if (address === undefined) {
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
    // The plain client was told otherwise: who told it?
    const { readNames } = await import('./names.ts');
    evidence.names ??= await readNames(target.host);
  }
  const deadlineMs = await patience(evidence, address, options.connectDeadlineMs);
  const standing = await attemptAll(evidence, addresses, deadlineMs);
  progress(standing === undefined ? 'closer' : 'speak');
  const cut = evidence.attempts.find(({ code }) => code === 'ECONNRESET');
  if (standing !== undefined) await talk(evidence, standing, options.connectDeadlineMs);
  else if (cut !== undefined) {
    const { resetAtOnce } = await import('./converse.ts');
    await resetAtOnce(evidence, cut, options.connectDeadlineMs);
  } else await lookCloser(evidence, options.connectDeadlineMs);
  return evidence;
};

/** What most environments lack need not be loaded. */
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
  // Where NO_PROXY excepts the server, and it is out of reach, it may be excepted by mistake.
  if (way.excepted && symptom.code === 'connected') evidence.proxy = way;
  else {
    const waitMs = way.excepted ? Math.min(confirmingMs, deadlineMs) : deadlineMs;
    evidence.proxy = await goByProxy(evidence, way, waitMs);
  }
};

/** A report that accounts for the silence needs confirming, not finding. */
const confirmingMs = 300;

const patience = async (
  evidence: Evidence,
  address: string,
  deadlineMs: number,
): Promise<number> => {
  const { server, symptom } = evidence;
  if (server === undefined || !['silence', 'ETIMEDOUT'].includes(symptom.code)) return deadlineMs;
  const { explainsSilence } = await import('../observe/explains-silence.ts');
  return explainsSilence(evidence, address) ? Math.min(confirmingMs, deadlineMs) : deadlineMs;
};

const attemptAll = async (
  evidence: Evidence,
  addresses: readonly string[],
  deadlineMs: number,
): Promise<{ socket: Socket; attempt: Attempt } | undefined> => {
  const answered = wasAnswered(evidence);
  const waitMs = answered ? Math.max(deadlineMs, repeatedMs) : deadlineMs;
  const running = addresses.map((one) => startAttempt(one, evidence.target.port, waitMs));
  const ended = Promise.all(running.map((attempt) => attempt.ended));
  const isOpen =
    !answered && (deadlineMs > confirmingMs || (await mayBeOutOfReach(addresses[0] ?? '')));
  if (isOpen && (await stillSilent(ended))) {
    const { keepWatch } = await import('./keep-watch.ts');
    await keepWatch(evidence, running, addresses[0] ?? '', ended);
  }
  const results = await ended;
  evidence.attempts.push(...results.map(({ attempt }) => attempt));
  const standing = results.filter(({ socket }) => socket !== undefined);
  for (const { socket } of standing.slice(1)) socket?.resetAndDestroy();
  const [first] = standing;
  return first?.socket === undefined ? undefined : { socket: first.socket, attempt: first.attempt };
};

/** The kernel repeats a SYN after one second; what answers it by ICMP does so once a second at most. */
const repeatedMs = 1300;

/**
 * An ICMP error answered the plain client at once, or after its second SYN. Signs of life need not be asked
 * for, and would take what the machine has left to say (icmp(7), icmp_ratelimit).
 */
const wasAnswered = ({ symptom: { afterMs, code, stage = 'connect' } }: Evidence): boolean =>
  stage === 'connect' &&
  ['EHOSTUNREACH', 'EACCES', 'ENOPROTOOPT', 'ECONNREFUSED'].includes(code) &&
  isPrompt(afterMs);

/** Then no report tells whether the packets are lost before the server or lead to another network. */
const mayBeOutOfReach = async (address: string): Promise<boolean> => {
  if (!isPrivate(address)) return false;
  const { routeTo } = await import('./route.ts');
  return ['default', 'none'].includes(routeTo(address)?.kind ?? '');
};

/** Given up counts: on a machine that is too busy that may be before anything was looked at. */
const stillSilent = async (ended: Promise<readonly { attempt: Attempt }[]>): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), earlyMs);
  void ended.then((all) => resolve(all.some(({ attempt }) => attempt.code === 'silence')));
  const silent = await promise;
  clearTimeout(timer);
  return silent;
};

const talk = async (
  evidence: Evidence,
  { socket, attempt }: { socket: Socket; attempt: Attempt },
  deadlineMs: number,
): Promise<void> => {
  const { converse, hear } = await import('./converse.ts');
  if (evidence.target.scheme === 'tcp') await hear(evidence, socket, attempt.afterMs);
  else await converse(evidence, socket, attempt.address, deadlineMs);
};

const lookCloser = async (evidence: Evidence, deadlineMs: number): Promise<void> => {
  const { attempts } = evidence;
  if (attempts.some(({ code }) => code === 'ECONNREFUSED')) {
    const { lookAtRefusal } = await import('./refusal.ts');
    await lookAtRefusal(evidence, deadlineMs);
  }
  await askOnceMore(evidence, deadlineMs);
  const full = attempts.find(({ code }) => code === 'EADDRNOTAVAIL');
  if (full !== undefined) {
    const { readLocalPorts } = await import('./local-ports.ts');
    evidence.ports = readLocalPorts(full.address, full.port);
  }
  const ownRefusal = attempts.find(({ address, local }) => local && address.includes(':'));
  if (ownRefusal !== undefined && evidence.ports === undefined) {
    const { isIpv6Off, readLocalPorts } = await import('./local-ports.ts');
    if (isIpv6Off()) evidence.ports = readLocalPorts(ownRefusal.address, ownRefusal.port);
  }
  const quiet = attempts.find(({ code, local }) => isSilent(code) && !local);
  if (quiet !== undefined) {
    const { readNeighbours } = await import('./neighbour.ts');
    // A machine that has answered something needs no other witness.
    const open = evidence.signs.every(({ code }) => !isAnswer(code));
    evidence.neighbours = await readNeighbours(quiet.address, open);
  }
  const unreached = quiet ?? attempts.find(({ code }) => code === 'ENETUNREACH');
  if (unreached?.code === 'ENETUNREACH' && !unreached.local && evidence.signs.length === 0) {
    // A router has no way to the machine at all; a firewall says the same of one port.
    const { watchForLife } = await import('./life.ts');
    const watch = watchForLife(unreached.address, evidence.target.port);
    await watch.heard;
    watch.stop();
    evidence.signs = watch.signs;
  }
  if (unreached !== undefined) {
    const { routeTo } = await import('./route.ts');
    const route = routeTo(unreached.address);
    if (route !== undefined) evidence.route = route;
  }
  await findTheMeant(evidence);
  await lookIntoName(evidence);
  await nameTheMeant(evidence);
};

/**
 * A firewall that rejects does so each time at once, a router only after it has searched. Where the plain
 * client was not told so, one error alone may be the end of a search that another has begun.
 */
const askOnceMore = async ({ attempts, symptom, target }: Evidence, ms: number): Promise<void> => {
  const [told] = attempts.filter(({ code, local }) => code === 'EHOSTUNREACH' && !local);
  if (told === undefined || symptom.code === 'EHOSTUNREACH' || wasLockedOut(told.counters)) return;
  const again = startAttempt(told.address, target.port, Math.max(ms, repeatedMs));
  const { attempt, socket } = await again.ended;
  socket?.resetAndDestroy();
  attempts.push(attempt);
};

/** The user may know the server by a name alone. It is looked up unless the url has it. */
const findTheMeant = async (evidence: Evidence): Promise<void> => {
  const { intendedAddress, intendedName, target } = evidence;
  if (intendedAddress !== undefined || intendedName === undefined) return;
  if (sameName(intendedName, target.host)) return;
  const { readNames } = await import('./names.ts');
  const { answers, hostsFile } = await readNames(intendedName);
  const answered = answers.flatMap(({ addresses }) => addresses);
  // hosts(5) comes first, as systems are set up (nsswitch.conf(5)).
  evidence.intendedLookup = [...new Set(hostsFile.length > 0 ? hostsFile : answered)];
};

/** A name without a dot may be known by its whole name. */
const findWholeName = async (evidence: Evidence): Promise<void> => {
  const { intendedName, names, target } = evidence;
  if (names?.answers.some(({ code }) => code === 'ENOTFOUND') !== true) return;
  const { readNames, readSearchList } = await import('./names.ts');
  evidence.searchList = readSearchList();
  if (intendedName?.startsWith(`${target.host}.`) !== true) return;
  const { answers } = await readNames(intendedName);
  evidence.intendedLookup = [...new Set(answers.flatMap(({ addresses }) => addresses))];
};

/** The hosts file may have another name for the server than the one that leads elsewhere. */
const nameTheMeant = async (evidence: Evidence): Promise<void> => {
  const { intendedAddress, intendedName, lookup, server } = evidence;
  if (lookup === undefined || intendedName !== undefined) return;
  const reported = (server?.after ?? server?.before)?.addresses ?? [];
  const meant = intendedAddress === undefined ? reported : [intendedAddress];
  if (meant.some((own) => lookup.addresses.some((used) => sameAddress(own, used)))) return;
  const { ownNameOf } = await import('./names.ts');
  const name = meant.flatMap((own) => (isLoopback(own) ? [] : (ownNameOf(own) ?? [])))[0];
  if (name !== undefined) evidence.intendedName = name;
};

/** Where the address comes from, and who has it, unless it is the one that is meant. */
const lookIntoName = async (evidence: Evidence): Promise<void> => {
  const { attempts, lookup, target } = evidence;
  const [first] = attempts;
  const isMeant =
    first !== undefined &&
    (addressesMeant(evidence)?.some((address) => sameAddress(address, first.address)) ?? false);
  if (isMeant || first?.local === true) return;
  const web =
    first === undefined
      ? undefined
      : import('./web.ts').then(({ askTheWeb }) => askTheWeb(evidence, first.address));
  if (lookup !== undefined) {
    const { readNames } = await import('./names.ts');
    evidence.names ??= await readNames(target.host);
  }
  if (web !== undefined) evidence.web = await web;
};

const isSilent = (code: string): boolean =>
  code === 'silence' || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH';
