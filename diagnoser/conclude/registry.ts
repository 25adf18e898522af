import type { CauseFile } from './cause-file.ts';
import type { ReplyToSyn } from '../observe/attempt.ts';
import type { Facts } from '../observe/facts.ts';
import { leadsPast } from '../observe/proxy.ts';

/**
 * Families of causes by the reply to the SYN, which excludes all other families, and by the outcome of TLS on an
 * established connection. Only the family in question is loaded, to keep a diagnosis short.
 */
const families: Record<ReplyToSyn, () => Promise<{ causes: readonly CauseFile[] }>> = {
  accepted: () => import('./protocol/index.ts'),
  reset: () => import('./refused/index.ts'),
  'by-proxy': () => import('./client/index.ts'),
  'own-reset': () => import('./client/index.ts'),
  'own-firewall': () => import('./client/index.ts'),
  icmp: () => import('./refused/index.ts'),
  refused: () => import('./refused/index.ts'),
  silence: () => import('./silent/index.ts'),
  'no-host': () => import('./silent/index.ts'),
  'no-port': () => import('./unavailable/index.ts'),
  'no-route': () => import('./unreachable/index.ts'),
  'no-address': () => import('./names/no-address.ts'),
  // With any other reply, the name may have led to another machine.
  other: () => import('./names/index.ts'),
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

const familyOf = (facts: DecidingFacts): ReturnType<(typeof families)[ReplyToSyn]> => {
  const { addresses, descriptors, disagrees, names, proxy, reply, speech, stay } = facts;
  // These fail before any packet to the server, so later findings do not matter.
  if (descriptors !== undefined) return families['no-port']();
  if (names?.ownResolver === true) return families['no-address']();
  if (reply === 'by-proxy' && proxy?.outcome === 'tls') return import('./tls/index.ts');
  if (leadsPast(proxy, reply)) return families['by-proxy']();
  if (reply !== 'accepted') return families[reply]();
  if (addresses && disagrees && speech === 'as-asked' && stay === undefined)
    return import('./partial/index.ts');
  if (isAboutTls(facts)) return import('./tls/index.ts');
  // A new connection is established. If an earlier one was lost, that loss is what to explain.
  return stay === undefined ? families.accepted() : import('./lost/index.ts');
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
