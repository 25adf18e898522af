import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';

/** The name as it is called within its own domain. */
const shortOf = ({ domain }: Placement): string => domain.slice(0, domain.indexOf('.'));
/** With its last two letters in the wrong order, or without the last where they are the same (`cypress`). */
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

/** The search list of the client has the domain of the service, or another (resolv.conf(5)). */
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

/** The client is set to the first part of the name alone, or to a word that is none. */
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
