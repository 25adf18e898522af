import { rise } from './counters.ts';
import { observation } from './observation.ts';

/**
 * Counters of packets that a policy of IPsec discarded (Documentation/networking/xfrm_proc.rst): it blocks them, or
 * wants them protected in a way in which they were not, or no association to send them by stands.
 */
export const inPolicies = ['XfrmInPolBlock', 'XfrmInNoPols', 'XfrmInTmplMismatch'] as const;
export const outPolicies = ['XfrmOutPolBlock', 'XfrmOutPolError', 'XfrmOutNoStates'] as const;

/** Packets that policies of IPsec on the server discarded. */
export const policies = observation({
  name: 'policies',
  read: (connection) => rise(connection, ...inPolicies),
  tell: (packets) =>
    packets === 0
      ? undefined
      : `A policy of IPsec on the server discarded ${packets} packet${packets === 1 ? '' : 's'} (/proc/net/xfrm_stat).`,
  identifies: {},
});
