import type { NameAnswer } from '../evidence.ts';
import { sameAddress } from '../report/addresses.ts';
import { observation } from './observation.ts';

/** What the hosts file and the resolvers have for the name. Undefined if the url has a literal address. */
export const names = observation({
  name: 'names',
  read: ({ address, evidence }) => {
    const { lookup, names } = evidence;
    if (lookup === undefined || names === undefined) return undefined;
    const { answers, hostsFile } = names;
    const known = answers.flatMap(({ addresses }) => addresses);
    const has = (list: readonly string[]): boolean =>
      list.some((listed) => sameAddress(listed, address));
    // hosts(5) comes before DNS in the usual nsswitch.conf(5).
    const source = has(hostsFile) ? 'hosts-file' : has(known) ? 'dns' : undefined;
    return {
      /** Source of the address in use; undefined if neither source has it. */
      source,
      /** Resolvers have only other addresses; undefined if they have none. */
      disputed: known.length === 0 ? undefined : !has(known),
      /** The lookup of the system failed since one resolver denies the name, and another resolver has it. */
      contradicted: lookup.code !== undefined && known.length > 0 && answers.some(deniesIt),
      /**
       * The plain client was told that the name does not exist, as every resolver says, and the system finds it:
       * the client queries DNS itself.
       */
      ownResolver:
        told.includes(evidence.symptom.code) &&
        lookup.addresses.length > 0 &&
        answers.length > 0 &&
        answers.every(deniesIt),
      /** Error codes of the resolvers, sorted, without duplicates. */
      failures: [...new Set(answers.flatMap((answer) => failureOf(answer) ?? []))].toSorted(),
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

/** A resolver that lives and does not answer is waiting for other name servers: it says SERVFAIL when it gives up. */
const failureOf = ({ code, lives }: NameAnswer): string | undefined => (lives ? 'ESERVFAIL' : code);

/** NXDOMAIN and an empty answer are final: the system asks no other resolver (resolv.conf(5)). */
const deniesIt = ({ code = '' }: NameAnswer): boolean => told.includes(code);

/** NXDOMAIN and an empty answer, as Node and c-ares name them. */
const told: readonly string[] = ['ENOTFOUND', 'ENODATA'];

const answerSentence = (answer: NameAnswer): string => {
  const { addresses, afterMs, code, lives, over, server, ttlSeconds } = answer;
  if (lives)
    return `The resolver ${server}, asked over the wire, answered nothing (after ${afterMs} ms), and answered at once a question without the wish for recursion: it lives, and waits for other name servers.`;
  if (over === 'tcp')
    return `The resolver ${server}, asked over the wire, answered nothing (after ${afterMs} ms), and refused a connection over TCP: nothing listens on its port 53.`;
  const said =
    addresses.length > 0
      ? `${addresses.toSorted().join(', ')}, to be kept for ${ttlSeconds ?? 0} s`
      : (rcodes[code ?? ''] ?? code ?? 'nothing');
  return `The resolver ${server}, asked over the wire, answered ${said} (after ${afterMs} ms).`;
};

/** c-ares codes of RCODEs (RFC 1035, 4.1.1) and of failures without an answer. */
const rcodes: Record<string, string> = {
  ENOTFOUND: 'NXDOMAIN: there is no such name',
  ENODATA: 'that the name has no address',
  ESERVFAIL: 'SERVFAIL: it could not find out',
  EREFUSED: 'REFUSED: it does not serve this client, or this name',
  EBADRESP: 'without the question that it was asked: it refuses this client, or is no resolver',
  ETIMEOUT: 'nothing',
  ECONNREFUSED: 'by a refusal: nothing listens on its port 53',
  EHOSTUNREACH:
    'nothing, and an ICMP error came: a router does not find it, or a firewall rejects it',
  ENETUNREACH: 'nothing: there is no route to it',
  EACCES: 'nothing, and an ICMP error came: a firewall rejects it',
  EPERM: 'nothing: a rule of this machine does not let the question out',
};
