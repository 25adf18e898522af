import { authority, cache } from '../topology/daemons.ts';
import type { Placement } from '../topology/place.ts';
import { anew } from './anew.ts';
import { unlessNobody, type Change, type Step } from './change.ts';

const setRecord = (on: string, address: string, { domain, records }: Placement): Step[] =>
  anew(authority(on, { ...records, [domain]: address }));

const rightRecord = (on: string, placement: Placement): Step[] =>
  setRecord(on, placement.records[placement.domain] ?? '', placement);

/**
 * The service's name has the address of another host, or of `nobody`, and has had it so long that no cache holds
 * another.
 */
export const pointName = <const H extends string, const T extends string>(
  on: H,
  to: T | 'nobody',
): Change<H | Exclude<T, 'nobody'>> => ({
  verb: 'pointName',
  on,
  other: unlessNobody(to),
  says: `the name leads to ${to === 'nobody' ? 'an address that nobody has' : to}`,
  apply: (placement) => {
    const { addresses, freeAddress } = placement;
    const address = to === 'nobody' ? freeAddress : (addresses[to] ?? '');
    return [...setRecord(on, address, placement), ...anew(cache(on))];
  },
  undo: (placement) => [...rightRecord(on, placement), ...anew(cache(on))],
});

/** The resolver answers the name with 0.0.0.0 or ::, like one that blocks names (RFC 1122, 3.2.1.3). */
export const blockAnswer = <const H extends string>(on: H): Change<H> => ({
  verb: 'blockAnswer',
  on,
  says: 'the resolver blocks the name',
  apply: (placement) => [
    ...setRecord(on, placement.ipVersion === 6 ? '::' : '0.0.0.0', placement),
    ...anew(cache(on)),
  ],
  undo: (placement) => [...rightRecord(on, placement), ...anew(cache(on))],
});

/** The resolver no longer blocks the name; its cache is empty. */
export const unblockAnswer = <const H extends string>(on: H): Change<H> => ({
  verb: 'unblockAnswer',
  on,
  says: 'the resolver answers for the name what its zone has',
  apply: (placement) => [...rightRecord(on, placement), ...anew(cache(on))],
  undo: (placement) => [...rightRecord(on, placement), ...anew(cache(on))],
});

/** The name has no address record but one of another type: an empty answer, NODATA (RFC 2308, 2.2). */
export const removeRecord = <const H extends string>(on: H): Change<H> => ({
  verb: 'removeRecord',
  on,
  says: 'the name has no address record',
  apply: ({ domain, records }) => {
    const { [domain]: _, ...others } = records;
    const mail = [`--mx-host=${domain},mail.${domain},10`];
    return [...anew(authority(on, others, mail)), ...anew(cache(on))];
  },
  undo: (placement) => [...rightRecord(on, placement), ...anew(cache(on))],
});

/** Neither the name nor a name below it exists: NXDOMAIN (RFC 2308, 2.1). */
export const removeDomain = <const H extends string>(on: H): Change<H> => ({
  verb: 'removeDomain',
  on,
  says: 'the domain has no records',
  apply: () => [...anew(authority(on, {})), ...anew(cache(on))],
  undo: (placement) => [...rightRecord(on, placement), ...anew(cache(on))],
});

/** Corrects the record at the authority. A cache answers with the old one until its TTL expires (RFC 1035, 3.2.1). */
export const correctRecord = <const H extends string>(on: H): Change<H> => ({
  verb: 'correctRecord',
  on,
  says: 'the record of the name has the address of the server',
  apply: (placement) => rightRecord(on, placement),
  undo: (placement) => rightRecord(on, placement),
});
