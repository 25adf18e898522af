import type { CauseFile } from './cause-file.ts';
import type { ReplyToSyn } from '../observe/attempt.ts';
import type { Facts } from '../observe/facts.ts';
import { loadedOnce } from '../loaded-once.ts';
import { leadsPast } from '../observe/proxy.ts';

type LoadedFamily = () => Promise<{ causes: readonly CauseFile[] }>;

const client: LoadedFamily = loadedOnce(() => import('./client/index.ts'));
const refused: LoadedFamily = loadedOnce(() => import('./refused/index.ts'));
const silent: LoadedFamily = loadedOnce(() => import('./silent/index.ts'));
const tls: LoadedFamily = loadedOnce(() => import('./tls/index.ts'));
const partial: LoadedFamily = loadedOnce(() => import('./partial/index.ts'));
const lost: LoadedFamily = loadedOnce(() => import('./lost/index.ts'));

/**
 * Families of causes by the reply to the SYN, which excludes all other families, and by the outcome of TLS on an
 * established connection. Only the family in question is loaded, to keep a diagnosis short.
 */
const families: Record<ReplyToSyn, LoadedFamily> = {
  accepted: loadedOnce(() => import('./protocol/index.ts')),
  reset: refused,
  'by-proxy': client,
  'own-reset': client,
  'own-firewall': client,
  icmp: refused,
  refused,
  silence: silent,
  'no-host': silent,
  'no-port': loadedOnce(() => import('./unavailable/index.ts')),
  'no-route': loadedOnce(() => import('./unreachable/index.ts')),
  'no-address': loadedOnce(() => import('./names/no-address.ts')),
  // With any other reply, the name may have led to another machine.
  other: loadedOnce(() => import('./names/index.ts')),
};

type DecidingFacts = Pick<Facts, 'reply'> &
  Partial<
    Pick<
      Facts,
      | 'addresses'
      | 'descriptors'
      | 'disagrees'
      | 'handshake'
      | 'hello'
      | 'names'
      | 'proxy'
      | 'speech'
      | 'stay'
    >
  >;

export const causesFor = async (facts: DecidingFacts): Promise<readonly CauseFile[]> =>
  (await familyOf(facts)).causes;

const familyOf = (facts: DecidingFacts): ReturnType<LoadedFamily> => {
  const { addresses, descriptors, disagrees, names, proxy, reply, speech, stay } = facts;
  // These fail before any packet to the server, so later findings do not matter.
  if (descriptors !== undefined) return families['no-port']();
  if (names?.ownResolver === true) return families['no-address']();
  if (reply === 'by-proxy' && proxy?.outcome === 'tls') return tls();
  if (leadsPast(proxy, reply)) return families['by-proxy']();
  if (reply !== 'accepted') return families[reply]();
  if (addresses && disagrees && speech === 'as-asked' && stay === undefined) return partial();
  if (isAboutTls(facts)) return tls();
  // A new connection is established. If an earlier one was lost, that loss is what to explain.
  return stay === undefined ? families.accepted() : lost();
};

/** Whether TLS failed, or the server speaks TLS unexpectedly or demands a client certificate. */
const isAboutTls = ({ handshake, hello, speech = 'nothing' }: DecidingFacts): boolean =>
  (handshake?.asked === 'tls' && !saysNothing(hello)) ||
  ['tls-instead', 'certificate-wanted'].includes(speech);

/** A server that is silent with TLS and without is not a TLS fault. */
const saysNothing = (hello: DecidingFacts['hello']): boolean => {
  if (hello?.plain === undefined || hello.isByName) return false;
  const all = [hello.first, hello.nameless ?? hello.first, hello.plain];
  return all.every(({ answer }) => ['silence', 'closed', 'reset', 'failed'].includes(answer));
};
