import { networkInterfaces } from 'node:os';
import type { Evidence } from '../evidence.ts';
import { addressesMeant } from '../meant.ts';
import { isPrivate, sameAddress } from '../report/addresses.ts';
import { addressesOf } from '../report/listening.ts';

/** Addresses of this machine, without loopback and link-local ones. */
export const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((cards) => cards ?? [])
    .filter(({ address, internal }) => !internal && !/^fe80/i.test(address))
    .map(({ address }) => address);

/** Whether the intended server is this machine; undefined if not known. */
export const isServerHere = (evidence: Evidence): boolean | undefined => {
  const own = ownAddresses();
  const latest = evidence.server?.after ?? evidence.server?.before;
  const meant = addressesMeant(evidence);
  return isHere(own, meant, latest && addressesOf(latest));
};

/**
 * Whether the report is of this machine: it has all addresses of the report. Some addresses, such as Docker's
 * bridges, are the same on many machines. An intended public address may be translated to a private one (NAT).
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
