import { cache } from '../topology/daemons.ts';
import { anew } from './anew.ts';
import type { Change, Step } from './change.ts';

const stopped = (on: string): Step[] => [{ kind: 'end', on, name: 'cache' }];
const started = (on: string): Step[] => [{ kind: 'start', ...cache(on) }];

/** The resolver process ends; its host stays up. */
export const stopResolver = <const H extends string>(on: H): Change<H> => ({
  verb: 'stopResolver',
  on,
  says: 'the resolver is not running',
  apply: () => stopped(on),
  undo: () => started(on),
});

export const startResolver = <const H extends string>(on: H): Change<H> => ({
  verb: 'startResolver',
  on,
  says: 'the resolver is started',
  apply: () => started(on),
  undo: () => stopped(on),
});

/** Key signing key 20326 of the root zone, as IANA publishes it for resolvers (RFC 7958). */
const rootAnchor = '.,20326,8,2,E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D';

/** The resolver validates DNSSEC (RFC 4035, 5), and the zone has no valid signatures. */
export const requireSignatures = <const H extends string>(on: H): Change<H> => ({
  verb: 'requireSignatures',
  on,
  says: 'the resolver believes signed answers only, and the zone has no signatures',
  apply: () =>
    anew(cache(on, ['--dnssec', '--dnssec-check-unsigned', `--trust-anchor=${rootAnchor}`])),
  undo: () => anew(cache(on)),
});

/** A negative trust anchor for the zone (RFC 7646). */
export const believeUnsigned = <const H extends string>(on: H): Change<H> => ({
  verb: 'believeUnsigned',
  on,
  says: 'the resolver believes the zone without signatures',
  apply: () => anew(cache(on)),
  undo: () => anew(cache(on)),
});

/** The resolver forwards queries for the name's zone to another one (dnsmasq(8), --server). */
export const forwardZone = <const H extends string, const T extends string>(
  on: H,
  to: T,
): Change<H | T> => ({
  verb: 'forwardZone',
  on,
  other: to,
  says: `the resolver asks the ${to} for names of the zone`,
  apply: ({ addresses, domain }) =>
    anew(cache(on, [`--server=/${domain.slice(domain.indexOf('.') + 1)}/${addresses[to]}`])),
  undo: () => anew(cache(on)),
});
