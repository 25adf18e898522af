import type { Listener, Snapshot } from '../../vocabulary/index.ts';
import { isAny, isIpv6, isLoopback, isPrivate, sameAddress } from './addresses.ts';

/** Where the server listens on the port, seen from a client that uses `address`. */
export type Where = 'on-target' | 'loopback' | 'elsewhere' | 'ipv6-only' | 'nowhere';

export interface Listening {
  where: Where;
  /** Those of the port, whatever their address. */
  listeners: Listener[];
}

/** Undefined when the report could not list its sockets: an absent fact is no evidence. */
export const listeningOn = (
  snapshot: Snapshot,
  address: string,
  port: number,
): Listening | undefined => {
  if (snapshot.missing.some((line) => line.startsWith('listeners'))) return undefined;
  const listeners = snapshot.listeners.filter((listener) => listener.port === port);
  if (listeners.some((listener) => reaches(listener, address))) {
    return { where: 'on-target', listeners };
  }
  const others = listeners.filter((listener) => !isLoopback(listener.address));
  if (listeners.length === 0) return { where: 'nowhere', listeners };
  // Who uses one loopback address reaches loopback, and not the socket of another.
  if (others.length === 0)
    return { where: isLoopback(address) ? 'elsewhere' : 'loopback', listeners };
  const ipv6Only = !isIpv6(address) && others.every((listener) => listener.family === 'ipv6');
  return { where: ipv6Only ? 'ipv6-only' : 'elsewhere', listeners };
};

/** Whether a SYN to `address` finds this socket. */
const reaches = (listener: Listener, address: string): boolean => {
  if (listener.family === 'ipv4' && isIpv6(address)) return false;
  if (listener.family === 'ipv6' && !isIpv6(address)) return false;
  if (isOfOtherInterface(listener, address)) return false;
  if (isAny(listener.address)) return true;
  // Behind NAT the client's address for the server is none of the server's own.
  return sameAddress(listener.address, address);
};

/**
 * Bound to an interface (SO_BINDTODEVICE) that has addresses, and not this one. That of a VRF has none of its own but
 * loopback: what comes in by its members reaches it (ip-vrf(8)).
 */
const isOfOtherInterface = (
  { device, deviceAddresses = [] }: Listener,
  address: string,
): boolean => {
  const own = device === 'lo' ? deviceAddresses : deviceAddresses.filter((one) => !isLoopback(one));
  return own.length > 0 && !own.some((one) => sameAddress(one, address));
};

/**
 * The address of the server at which a client would reach it that uses `used`: that one where it is the
 * server's own, or where NAT may lead it there; otherwise one that is meant, or the first of its own.
 */
export const ownAddressFor = (
  snapshot: Snapshot,
  used: string,
  meant: readonly string[] = [],
): string => {
  const own = addressesOf(snapshot).filter(
    (address) => isIpv6(address) === isIpv6(used) && isPrivate(address) === isPrivate(used),
  );
  const isAmong = (list: readonly string[]) => (address: string) =>
    list.some((listed) => sameAddress(listed, address));
  return own.find(isAmong([used])) ?? own.find(isAmong(meant)) ?? own[0] ?? used;
};

/** Those of the server that others may use, without prefix length. */
export const addressesOf = ({ addresses }: Snapshot): string[] =>
  addresses
    .map((address) => address.replace(/\/\d+$/, ''))
    .filter((address) => !isLoopback(address) && !/^fe80/i.test(address));

/** Of services that speak no HTTP (IANA's list of ports): FTP, SSH, mail, DNS, databases, screens. */
const otherServices = [
  ...[21, 22, 23, 25, 53, 110, 111, 139, 143, 389, 445, 465, 587, 636, 993, 995, 1433, 1521],
  ...[2049, 3306, 3389, 5432, 5900, 6379, 11_211, 27_017],
];
const mostPorts = 8;

/** Other ports of the report that this client may reach, on which the service meant may be. */
export const otherPorts = (snapshot: Snapshot, address: string, port: number): number[] => {
  const ports = snapshot.listeners
    .filter((listener) => reaches(listener, address))
    .map((listener) => listener.port)
    .filter((other) => other !== port && !otherServices.includes(other));
  return [...new Set(ports)].toSorted((a, b) => a - b).slice(0, mostPorts);
};

/** ss(8) and ps(1) name a process by its first thread, and Node calls its own so (uv_thread_setname). */
export const programOf = (process: string): string => (process === 'MainThread' ? 'node' : process);
