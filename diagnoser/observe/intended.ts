import { addressesMeant, sameName } from '../meant.ts';
import { isLoopback, isName, isPrivate, sameAddress } from '../report/addresses.ts';
import { arrival } from './arrival.ts';
import { latestOf } from './counters.ts';
import { names } from './names.ts';
import { observation, type Connection } from './observation.ts';
import { ownAddress } from './own-address.ts';
import { reply } from './reply.ts';
import { resets } from './resets.ts';
import { rules } from './rules.ts';

/** Which machine is meant, and whether it is the one at the address. */
export const intended = observation({
  name: 'intended',
  read: (connection) => {
    /** The addresses of the server that is meant, as the user knows them. */
    const meant = addressesMeant(connection.evidence);
    /** The address in use is that of another machine than the one meant. */
    const elsewhere = elsewhereOf(meant, connection);
    return { meant, elsewhere, nameIsRight: nameIsRightOf(meant, elsewhere, connection) };
  },
  tell: ({ elsewhere, meant, nameIsRight }, { address, evidence }) => {
    const { intendedAddress, intendedName, target } = evidence;
    if (meant === undefined) {
      return nameIsRight === true && intendedName !== undefined
        ? `The server that is meant is called ${intendedName}, as in the url; its address is not known.`
        : undefined;
    }
    if (elsewhere === false) return undefined;
    const has = meant.toSorted().join(', ');
    // Where the address comes from the name, the name is what is known.
    if (intendedAddress === undefined) {
      return `The server that is meant is called ${intendedName}, which leads to ${has}; the client uses ${address}.`;
    }
    const called =
      intendedName === undefined || nameIsRight === true
        ? ''
        : `, and is called ${intendedName}, not ${target.host}`;
    return `The server that is meant has ${has}${called}; the client uses ${address}.`;
  },
  identifies: { intendedName: 'name' },
});

/**
 * Whether the address in use is that of another machine than the one meant: by what the user knows, and
 * by the addresses in a report. Undefined where neither tells.
 */
const elsewhereOf = (
  meant: readonly string[] | undefined,
  connection: Connection,
): boolean | undefined => {
  const { address, evidence } = connection;
  const isOwn = ownAddress.read(connection);
  if (isOwn === true) return ledHome(connection) && meant === undefined ? undefined : false;
  // No translation leads from loopback to another machine.
  if (isLoopback(address) && evidence.isServerHere === false) return true;
  if (meant !== undefined) {
    if (meant.some((known) => sameAddress(known, address))) return false;
    // A public address may stand for a private one by translation (NAT).
    return meant.some((known) => isPrivate(known) === isPrivate(address)) ? true : undefined;
  }
  if (isOwn !== false) return undefined;
  // Whether packets arrive at all, an attempt that ended otherwise shows as well.
  const counting = { ...connection, disagrees: false };
  // By translation an address may be the server's that it does not have: then packets arrive.
  if (rules.read(counting)?.inbound.length || resets.read(counting)) return undefined;
  // Whoever answers without a packet at the server is not the server.
  const answered = ['reset', 'icmp', 'refused'].includes(reply.read(connection));
  const unmet = answered && arrival.read(counting)?.received === 0;
  return isPrivate(address) || unmet ? true : undefined;
};

/**
 * A line of the hosts file leads to loopback, and resolvers lead to another machine: that a report of this one has
 * the address does not make it the server that is meant.
 */
export const ledHome = (connection: Connection): boolean => {
  const { address, evidence } = connection;
  const known = names.read(connection);
  if (!isLoopback(address) || known?.source !== 'hosts-file' || known.disputed !== true)
    return false;
  const own = latestOf(evidence)?.addresses ?? [];
  const answered = evidence.names?.answers.flatMap(({ addresses }) => addresses) ?? [];
  return !answered.some((answer) => own.some((one) => sameAddress(one, answer)));
};

/**
 * Whether the name of the url is one of the server that is meant. The user says so; or a
 * resolver does, which gives the name an address of the server while the hosts file does not. The hosts
 * file, or the user, may have another name for the server: then it is not.
 */
const nameIsRightOf = (
  meant: readonly string[] | undefined,
  elsewhere: boolean | undefined,
  connection: Connection,
): boolean | undefined => {
  const { intendedName, names: asked, target } = connection.evidence;
  if (!isName(target.host)) return undefined;
  // The name means each machine itself (RFC 6761, 6.3), never another.
  if (elsewhere === true && /^(?:.+\.)?localhost\.?$/i.test(target.host)) return false;
  if (intendedName !== undefined) {
    if (sameName(intendedName, target.host)) return true;
    return elsewhere === true ? false : undefined;
  }
  if (names.read(connection)?.source !== 'hosts-file') return undefined;
  const own = meant ?? latestOf(connection.evidence)?.addresses ?? [];
  const answered = asked?.answers.flatMap(({ addresses }) => addresses) ?? [];
  return answered.some((answer) => own.some((address) => sameAddress(answer, address)))
    ? true
    : undefined;
};
