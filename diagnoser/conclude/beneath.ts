import type { Cause } from '../../vocabulary/index.ts';
import { addressesMeant } from '../meant.ts';
import { latestOf } from '../observe/counters.ts';
import type { Facts, Reading } from '../observe/facts.ts';
import { isLoopback } from '../report/addresses.ts';
import { addressesOf, listeningOn, otherPorts, ownAddressFor } from '../report/listening.ts';
import type { CauseFile } from './cause-file.ts';
import { concludeFrom, type Conclusion } from './engine.ts';

/**
 * What will keep the connection broken once the cause is mended, as far as the evidence shows it: how the
 * server itself answers a client that is set to use a proxy, what no socket of the report takes, and whether
 * a certificate that is over or of nobody known has the right name. Only what is left alone is said.
 */
export const withBeneath = async (
  { facts, told }: Reading,
  conclusion: Conclusion,
  causesOf: (facts: Facts) => Promise<readonly CauseFile[]>,
): Promise<Conclusion> => {
  const first = conclusion.candidates;
  // On the way to another machine, whichever led there. Where that may be down, the report is of another.
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

/** Whichever of these it is, the name of the certificate is looked at after it. */
const isOfTrust = (cause: Cause): boolean =>
  cause === 'certificate-untrusted' || cause === 'chain-incomplete';

const ofNobody: readonly Cause[] = ['host-down', 'host-down-same-lan'];

/** What shows it speaks for it, unless it speaks of the first cause already. */
const speakingFor = (
  also: Cause,
  { evidence = [] }: Conclusion,
  ofNext: NonNullable<Conclusion['evidence']>,
): NonNullable<Conclusion['evidence']> =>
  evidence.map((said, index) =>
    said.for === undefined && ofNext[index]?.for?.includes(also) ? { ...said, for: [also] } : said,
  );

/**
 * The facts of a client that gets one step further. What the server counted was of an attempt that did not
 * get so far.
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
  // Why the proxy gets no connection is no second fault.
  if (reply === 'by-proxy' && facts.proxy?.outcome === 'cannot-connect') return undefined;
  if (reply === 'by-proxy' && (latest === undefined || direct !== 'reset')) {
    return { ...past, reply: direct };
  }
  if (latest === undefined || direct === 'accepted') return undefined;
  // Who is on the server itself gets on at the loopback address, whatever other machines reach.
  const isOneMachine = isLoopback(facts.address) && intended.elsewhere !== true;
  const own = isOneMachine
    ? facts.address
    : ownAddressFor(latest, facts.address, addressesMeant(evidence));
  // By translation (NAT), or once the client is led right, the SYN may come to any address of the server.
  const reached = facts.ownAddress === true ? [own] : [own, ...addressesOf(latest)];
  const [listeners, ...others] = reached.map((address) => listeningOn(latest, address, facts.port));
  // A socket that takes the SYN shows nothing, nor does a list that could not be read.
  if (listeners === undefined) return undefined;
  if ([listeners, ...others].some((listening) => listening?.where === 'on-target'))
    return undefined;
  const { services, ...rest } = past;
  const isAlone = otherPorts(latest, own, facts.port).length === 0;
  const known = isAlone ? { asked: 0, found: undefined, alike: [] } : services;
  // Asked through what is broken, a port that does not answer says nothing.
  const says = isAlone || known?.found !== undefined;
  return { ...rest, reply: 'reset', listeners, ...(says && known ? { services: known } : {}) };
};

/** In the tunnel of a proxy it may be a certificate of the proxy. */
const isUntrusted = ({ time, trust, tunnel }: NonNullable<Facts['certificate']>): boolean =>
  tunnel === undefined && time === 'within' && trust !== 'known';
