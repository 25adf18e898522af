import type { Listener, Snapshot } from '../../vocabulary/index.ts';
import { isAny, isIpv6, isLoopback, isPrivate, sameAddress } from './addresses.ts';

/** Where the server listens on the port, relative to the address that the client uses. */
export type Where = 'on-target' | 'loopback' | 'elsewhere' | 'ipv6-only' | 'nowhere';

export interface Listening {
  where: Where;
  /** All sockets of the port, on any address. */
  listeners: Listener[];
}

/** Undefined if the report has no list of sockets: a missing list is not evidence. */
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
  // A client that uses one loopback address does not reach a socket on another.
  if (others.length === 0)
    return { where: isLoopback(address) ? 'elsewhere' : 'loopback', listeners };
  const ipv6Only = !isIpv6(address) && others.every((listener) => listener.family === 'ipv6');
  return { where: ipv6Only ? 'ipv6-only' : 'elsewhere', listeners };
};

/** Whether the socket accepts a SYN to `address`. */
const reaches = (listener: Listener, address: string): boolean => {
  if (listener.family === 'ipv4' && isIpv6(address)) return false;
  if (listener.family === 'ipv6' && !isIpv6(address)) return false;
  if (isOfOtherInterface(listener, address)) return false;
  if (isAny(listener.address)) return true;
  // Behind NAT, the address that the client uses is not one of the server's own.
  return sameAddress(listener.address, address);
};

/**
 * Whether the socket is bound to an interface (SO_BINDTODEVICE) that has other addresses only. A VRF device has
 * only loopback addresses; packets from its members reach the socket (ip-vrf(8)).
 */
const isOfOtherInterface = (
  { device, deviceAddresses = [] }: Listener,
  address: string,
): boolean => {
  const own = device === 'lo' ? deviceAddresses : deviceAddresses.filter((one) => !isLoopback(one));
  return own.length > 0 && !own.some((one) => sameAddress(one, address));
};

/**
 * Address at which a client that uses `used` would reach the server: the same if it is the server's own, or NAT may
 * lead there; otherwise an intended one, or the server's first.
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

/** Addresses of the server that other machines can use, without prefix length. */
export const addressesOf = ({ addresses }: Snapshot): string[] =>
  addresses
    .map((address) => address.replace(/\/\d+$/, ''))
    .filter((address) => !isLoopback(address) && !/^fe80/i.test(address));

/** Ports of services that do not speak HTTP (IANA's list): FTP, SSH, mail, DNS, databases, remote desktops. */
const otherServices = [
  ...[21, 22, 23, 25, 53, 110, 111, 139, 143, 389, 445, 465, 587, 636, 993, 995, 1433, 1521],
  ...[2049, 3306, 3389, 5432, 5900, 6379, 11_211, 27_017],
];
const mostPorts = 8;

/** Other ports of the report that this client may reach, and that may have the intended service. */
export const otherPorts = (snapshot: Snapshot, address: string, port: number): number[] => {
  const ports = snapshot.listeners
    .filter((listener) => reaches(listener, address))
    .map((listener) => listener.port)
    .filter((other) => other !== port && !otherServices.includes(other));
  return [...new Set(ports)].toSorted((a, b) => a - b).slice(0, mostPorts);
};

/** Program of a process. ss(8) and ps(1) show the name of its first thread, which Node sets (uv_thread_setname). */
export const programOf = (process: string): string => (process === 'MainThread' ? 'node' : process);
