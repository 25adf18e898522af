import type { Connection } from './observation.ts';
import { proxy, wentByProxy } from './proxy.ts';

/** Whether the plain client's attempt ended otherwise than the one made here. */
export const disagrees = (connection: Connection): boolean => {
  const { attempt, direct, evidence, speech } = connection;
  if (attempt === undefined || wentByProxy(proxy.read(connection))) return false;
  const stated = evidence.symptom.code;
  if (direct === 'silence' || direct === 'no-route') return !quiet.includes(stated);
  if (direct !== 'accepted') return stated !== attempt.code;
  if (speech === 'as-asked') return stated !== 'connected' && !/^HTTP [2345]/.test(stated);
  return ['silence', 'ETIMEDOUT', 'ECONNREFUSED', 'EADDRNOTAVAIL'].includes(stated);
};

/** A router says once a second at most what it cannot deliver (icmp(7), icmp_ratelimit). */
const quiet = ['silence', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];
