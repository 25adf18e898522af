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

/** The intended server, and whether it is the machine at the address. */
export const intended = observation({
  name: 'intended',
  read: (connection) => {
    /** Addresses of the intended server, as far as the user knows them. */
    const meant = addressesMeant(connection.evidence);
    /** Whether the address in use belongs to another machine than the intended one. */
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
    // The user knows the name; its addresses were looked up.
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
 * Whether the address in use belongs to another machine than the intended one, by what the user knows and by the
 * addresses in a report. Undefined if neither tells.
 */
const elsewhereOf = (
  meant: readonly string[] | undefined,
  connection: Connection,
): boolean | undefined => {
  const { address, evidence } = connection;
  const isOwn = ownAddress.read(connection);
  if (isOwn === true) return ledHome(connection) && meant === undefined ? undefined : false;
  // NAT never leads from loopback to another machine.
  if (isLoopback(address) && evidence.isServerHere === false) return true;
  if (meant !== undefined) {
    if (meant.some((known) => sameAddress(known, address))) return false;
    // A public address may be translated to a private one (NAT).
    return meant.some((known) => isPrivate(known) === isPrivate(address)) ? true : undefined;
  }
  if (isOwn !== false) return undefined;
  // Arrivals are valid evidence even if the plain client's attempt ended differently.
  const counting = { ...connection, disagrees: false };
  // With NAT, the server may receive packets for an address that it does not have.
  if (rules.read(counting)?.inbound.length || resets.read(counting)) return undefined;
  // Something answered while no packet reached the server: it was another machine.
  const answered = ['reset', 'icmp', 'refused'].includes(reply.read(connection));
  const unmet = answered && arrival.read(counting)?.received === 0;
  return isPrivate(address) || unmet ? true : undefined;
};

/**
 * Whether the hosts file leads to loopback and resolvers to another machine. A report of this machine, which has
 * the loopback address, then does not make it the intended server.
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
 * Whether the name of the url belongs to the intended server: the user says so, or a resolver gives it an address
 * of the server while the hosts file does not. False if the user or the hosts file has another name for the server.
 */
const nameIsRightOf = (
  meant: readonly string[] | undefined,
  elsewhere: boolean | undefined,
  connection: Connection,
): boolean | undefined => {
  const { intendedName, names: asked, target } = connection.evidence;
  if (!isName(target.host)) return undefined;
  // localhost always means the machine itself (RFC 6761, 6.3).
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
