import type { NameAnswer } from '../evidence.ts';
import { sameAddress } from '../report/addresses.ts';
import { observation } from './observation.ts';

/** Who knows the name of the url; not known for a url with an address in it. */
export const names = observation({
  name: 'names',
  read: ({ address, evidence }) => {
    const { lookup, names } = evidence;
    if (lookup === undefined || names === undefined) return undefined;
    const { answers, hostsFile } = names;
    const known = answers.flatMap(({ addresses }) => addresses);
    const has = (list: readonly string[]): boolean =>
      list.some((listed) => sameAddress(listed, address));
    // hosts(5) comes first, as systems are set up (nsswitch.conf(5)).
    const source = has(hostsFile) ? 'hosts-file' : has(known) ? 'dns' : undefined;
    return {
      /** Where the system has the address from; undefined where neither says the same. */
      source,
      /** The resolvers know the name, and give it other addresses. */
      disputed: known.length === 0 ? undefined : !has(known),
      /** The system found no address, as one resolver says there is none, and another one has it. */
      contradicted: lookup.code !== undefined && known.length > 0 && answers.some(deniesIt),
      /** The plain client was told that there is no such name; so is all who ask DNS, and the system has it. */
      ownResolver:
        told.includes(evidence.symptom.code) &&
        lookup.addresses.length > 0 &&
        answers.length > 0 &&
        answers.every(deniesIt),
      /** Why resolvers gave no address, each reason once. */
      failures: [...new Set(answers.flatMap(({ code }) => code ?? []))].toSorted(),
    };
  },
  tell: (_, { evidence }) => {
    const { names, target } = evidence;
    if (names === undefined) return undefined;
    const file =
      names.hostsFile.length === 0
        ? `The hosts file does not have ${target.host}`
        : `The hosts file gives ${target.host} the address ${names.hostsFile.toSorted().join(', ')}`;
    const asked = names.answers.map(answerSentence).toSorted();
    return `${file}. ${asked.length === 0 ? 'No resolver is set up.' : asked.join(' ')}`;
  },
  identifies: {},
});

/** That there is no such name, or no address, is an answer: who gets it asks no other resolver (resolv.conf(5)). */
const deniesIt = ({ code = '' }: NameAnswer): boolean => told.includes(code);

/** NXDOMAIN and an empty answer, as Node and c-ares name them. */
const told: readonly string[] = ['ENOTFOUND', 'ENODATA'];

const answerSentence = (answer: NameAnswer): string => {
  const { addresses, afterMs, code, over, server, ttlSeconds } = answer;
  if (over === 'tcp')
    return `The resolver ${server}, asked over the wire, answered nothing (after ${afterMs} ms), and refused a connection over TCP: nothing listens on its port 53.`;
  const said =
    addresses.length > 0
      ? `${addresses.toSorted().join(', ')}, to be kept for ${ttlSeconds ?? 0} s`
      : (rcodes[code ?? ''] ?? code ?? 'nothing');
  return `The resolver ${server}, asked over the wire, answered ${said} (after ${afterMs} ms).`;
};

/** What c-ares calls an RCODE (RFC 1035, 4.1.1), and what is none. */
const rcodes: Record<string, string> = {
  ENOTFOUND: 'NXDOMAIN: there is no such name',
  ENODATA: 'that the name has no address',
  ESERVFAIL: 'SERVFAIL: it could not find out',
  EREFUSED: 'REFUSED: it does not serve this client, or this name',
  EBADRESP: 'without the question that it was asked: it refuses this client, or is no resolver',
  ETIMEOUT: 'nothing',
  ECONNREFUSED: 'by a refusal: nothing listens on its port 53',
};
