import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';

/** The unqualified name, as used within its own domain. */
const shortOf = ({ domain }: Placement): string => domain.slice(0, domain.indexOf('.'));
/** Swaps the last two letters, or drops the last if they are equal (`cypress`). */
const misspelt = (word: string): string => {
  const [before = '', last = ''] = word.slice(-2);
  return before === last ? word.slice(0, -1) : `${word.slice(0, -2)}${last}${before}`;
};
const zoneOf = ({ domain }: Placement): string => domain.slice(domain.indexOf('.') + 1);

const file = '/etc/resolv.conf';
const without = (on: string): Step => shell(on, `sed -i '/^search /d' ${file}`);

const lists = {
  right: zoneOf,
  /** As after a move to another domain. */
  wrong: (placement: Placement): string => `old-${zoneOf(placement)}`,
} as const;

/** The client's search list holds the service's domain, or another one (resolv.conf(5)). */
export const searchIn = <const H extends string>(on: H, list: keyof typeof lists): Change<H> => ({
  verb: 'searchIn',
  on,
  says: `the search list has ${list === 'right' ? 'the domain of the service' : 'another domain than that of the service'}`,
  apply: (placement) => [
    without(on),
    shell(on, `echo 'search ${lists[list](placement)}' >> ${file}`),
  ],
  undo: () => [without(on)],
});

/** The client is configured with the first label of the name alone, or with a misspelt one. */
export const useShortName = (
  on: 'client',
  spelt: 'right' | 'wrong' = 'right',
): Change<'client'> => ({
  verb: 'useShortName',
  on,
  says: `the client uses ${spelt === 'right' ? 'the name without its domain' : 'a name of one word that nobody has'}`,
  apply: (placement) => {
    const short = shortOf(placement);
    return [{ kind: 'aim', at: { host: spelt === 'right' ? short : misspelt(short) } }];
  },
  undo: ({ aim }) => [{ kind: 'aim', at: { host: aim.host } }],
});
