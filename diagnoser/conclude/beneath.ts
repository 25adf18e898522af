import type { Cause } from '../../vocabulary/index.ts';
import { addressesMeant } from '../meant.ts';
import { latestOf } from '../observe/counters.ts';
import type { Facts, Reading } from '../observe/facts.ts';
import { isLoopback } from '../report/addresses.ts';
import { addressesOf, listeningOn, otherPorts, ownAddressFor } from '../report/listening.ts';
import type { CauseFile } from './cause-file.ts';
import { concludeFrom, type Conclusion } from './engine.ts';

/**
 * Adds a second fault that remains after the first cause is fixed, as far as the evidence shows it: behind a proxy,
 * how the server answers directly; what no socket of the report accepts; for an expired or untrusted certificate,
 * whether its name is wrong. A second fault is named only if it is the only candidate.
 */
export const withBeneath = async (
  { facts, told }: Reading,
  conclusion: Conclusion,
  causesOf: (facts: Facts) => Promise<readonly CauseFile[]>,
): Promise<Conclusion> => {
  const first = conclusion.candidates;
  // If all candidates lead to another machine, any of them may be the first fault. Where the machine may be down,
  // the report is of another one.
  const isOne = first.length === 1 || facts.intended.elsewhere === true || first.every(isOfTrust);
  const isKnown = isOne && !first.some((cause) => ofNobody.includes(cause));
  const next = isKnown ? nextOf(facts) : undefined;
  if (next === undefined) return conclusion;
  const { candidates, evidence = [] } = concludeFrom({ facts: next, told }, await causesOf(next));
  const [also, ...others] = candidates;
  if (also === undefined || others.length > 0 || conclusion.candidates.includes(also)) {
    return conclusion;
  }
  return { ...conclusion, also: [also], evidence: speakingFor(also, conclusion, evidence) };
};

/** With either cause, the certificate's name is checked next. */
const isOfTrust = (cause: Cause): boolean =>
  cause === 'certificate-untrusted' || cause === 'chain-incomplete';

/** Of these no machine has the address, or no program the port. */
const ofNobody: readonly Cause[] = ['host-down', 'host-down-same-lan', 'no-backend'];

/** Evidence for the second fault, unless it already supports the first. */
const speakingFor = (
  also: Cause,
  { evidence = [] }: Conclusion,
  ofNext: NonNullable<Conclusion['evidence']>,
): NonNullable<Conclusion['evidence']> =>
  evidence.map((said, index) =>
    said.for === undefined && ofNext[index]?.for?.includes(also) ? { ...said, for: [also] } : said,
  );

/**
 * Facts as a client would see them with the first fault fixed. Counters of the server are left out: they describe
 * an attempt that did not get this far.
 */
const nextOf = (facts: Facts): Facts | undefined => {
  const { certificate, direct, evidence, intended, reply } = facts;
  if (certificate?.time === 'after') {
    return { ...facts, certificate: { ...certificate, time: 'within' } };
  }
  if (certificate !== undefined && isUntrusted(certificate)) {
    const shown = { ...certificate.shown, isTrusted: true };
    return { ...facts, certificate: { ...certificate, shown, trust: 'known' } };
  }
  const uncounted = {
    ...{ arrival: undefined, resets: undefined, rules: undefined, uncountedRules: undefined },
    ...{ halfOpen: undefined, overflows: undefined, routes: undefined, reversePath: undefined },
  };
  const past: Facts = {
    ...{ ...facts, ...uncounted, proxy: undefined },
    intended: { ...intended, elsewhere: false },
  };
  const latest = latestOf(evidence);
  // The reason why the proxy cannot connect is not a second fault.
  if (reply === 'by-proxy' && facts.proxy?.outcome === 'cannot-connect') return undefined;
  if (reply === 'by-proxy' && (latest === undefined || direct !== 'reset')) {
    return { ...past, reply: direct };
  }
  if (latest === undefined || direct === 'accepted') return undefined;
  // A client on the server itself is fixed at the loopback address, whatever other machines reach.
  const isOneMachine = isLoopback(facts.address) && intended.elsewhere !== true;
  const own = isOneMachine
    ? facts.address
    : ownAddressFor(latest, facts.address, addressesMeant(evidence));
  // With NAT, or after the client is redirected, the SYN may arrive at any address of the server.
  const reached = facts.ownAddress === true ? [own] : [own, ...addressesOf(latest)];
  const [listeners, ...others] = reached.map((address) => listeningOn(latest, address, facts.port));
  // There is no second fault if a socket accepts the SYN, and none is known if the list could not be read.
  if (listeners === undefined) return undefined;
  if ([listeners, ...others].some((listening) => listening?.where === 'on-target'))
    return undefined;
  const { services, ...rest } = past;
  const isAlone = otherPorts(latest, own, facts.port).length === 0;
  const known = isAlone ? { asked: 0, found: undefined, alike: [] } : services;
  // A port that did not answer through the first fault says nothing.
  const says = isAlone || known?.found !== undefined;
  return { ...rest, reply: 'reset', listeners, ...(says && known ? { services: known } : {}) };
};

/** A certificate in a proxy's tunnel may be the proxy's. */
const isUntrusted = ({ time, trust, tunnel }: NonNullable<Facts['certificate']>): boolean =>
  tunnel === undefined && time === 'within' && trust !== 'known';
