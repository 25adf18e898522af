import { networkInterfaces } from 'node:os';
import type { Evidence } from '../evidence.ts';
import { addressesMeant } from '../meant.ts';
import { isPrivate, sameAddress } from '../report/addresses.ts';
import { addressesOf } from '../report/listening.ts';

/** Whether the server that is meant is this machine; undefined where nothing tells. */
export const isServerHere = (evidence: Evidence): boolean | undefined => {
  const own = Object.values(networkInterfaces())
    .flatMap((cards) => cards ?? [])
    .filter(({ address, internal }) => !internal && !/^fe80/i.test(address))
    .map(({ address }) => address);
  const latest = evidence.server?.after ?? evidence.server?.before;
  const meant = addressesMeant(evidence);
  return isHere(own, meant, latest && addressesOf(latest));
};

/**
 * Some addresses are the same on many machines, such as those of the bridges of Docker: a report is of this machine
 * where it has each of its addresses. One that is meant may stand for a private one by translation (NAT).
 */
export const isHere = (
  own: readonly string[],
  meant: readonly string[] | undefined,
  reported: readonly string[] | undefined,
): boolean | undefined => {
  const isAmong = (list: readonly string[], address: string): boolean =>
    list.some((one) => sameAddress(one, address));
  if (own.length === 0) return undefined;
  if (meant?.some((address) => isAmong(own, address))) return true;
  if (meant?.some((address) => own.some((one) => isPrivate(one) === isPrivate(address))))
    return false;
  if (reported === undefined || reported.length === 0) return undefined;
  return own.every((address) => isAmong(reported, address));
};
