import type { Evidence } from '../../evidence.ts';
import { sameAddress } from '../../report/addresses.ts';

/** How the client came to its address. */
export interface NameFacts {
  /** Where the system has the address from; absent where neither says the same. */
  source?: 'hosts-file' | 'dns';
  /** The resolvers know the name, and give it other addresses. */
  disputed?: boolean;
  /** Why resolvers gave no address, each reason once. */
  failures: string[];
}

/** Undefined for a url with an address in it, and where the name was not looked into. */
export const nameFactsOf = (
  { lookup, names }: Evidence,
  address: string,
): NameFacts | undefined => {
  if (lookup === undefined || names === undefined) return undefined;
  const { answers, hostsFile } = names;
  const known = answers.flatMap(({ addresses }) => addresses);
  const has = (list: readonly string[]): boolean => list.some((one) => sameAddress(one, address));
  // hosts(5) comes first, as systems are set up (nsswitch.conf(5)).
  const source = has(hostsFile) ? 'hosts-file' : has(known) ? 'dns' : undefined;
  return {
    ...(source === undefined ? {} : { source }),
    ...(known.length === 0 ? {} : { disputed: !has(known) }),
    failures: [...new Set(answers.flatMap(({ code }) => code ?? []))].toSorted(),
  };
};
