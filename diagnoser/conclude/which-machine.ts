import type { Evidence } from '../evidence.ts';
import { sameName } from '../meant.ts';
import { isName, isPrivate, sameAddress } from '../report/addresses.ts';
import type { ServerFacts } from '../report/read-report.ts';
import type { Reply } from './reply.ts';
import type { NameFacts } from './names/name-facts.ts';

/**
 * Whether the address in use is that of another machine than the one meant: by what the user knows, and
 * by the addresses in a report. Undefined where neither tells.
 */
export const elsewhereOf = (
  meant: readonly string[] | undefined,
  address: string,
  reply: Reply,
  server: ServerFacts | undefined,
): boolean | undefined => {
  if (server?.ownsAddress === true) return false;
  if (meant !== undefined) {
    if (meant.some((one) => sameAddress(one, address))) return false;
    // A public address may stand for a private one by translation (NAT).
    return meant.some((one) => isPrivate(one) === isPrivate(address)) ? true : undefined;
  }
  if (server?.ownsAddress !== false) return undefined;
  const { inbound, rose } = server;
  // By translation an address may be the server's that it does not have: then packets arrive.
  if (inbound.length > 0 || (rose !== undefined && rose.resets > 0)) return undefined;
  // Whoever answers without a packet at the server is not the server.
  const answered = ['reset', 'icmp', 'refused'].includes(reply);
  return isPrivate(address) || (answered && rose?.received === 0) ? true : undefined;
};

/**
 * Whether the name of the url is one of the server that is meant. The user says so; or a resolver does, which gives the name an address of the server while the hosts
 * file does not. The hosts file, or the user, may have another name for the server: then it is not.
 */
export const nameIsRightOf = (
  { intendedName, names, server, target }: Evidence,
  meant: readonly string[] | undefined,
  name: NameFacts | undefined,
  elsewhere: boolean | undefined,
): boolean | undefined => {
  if (!isName(target.host)) return undefined;
  if (intendedName !== undefined) {
    if (sameName(intendedName, target.host)) return true;
    return elsewhere === true ? false : undefined;
  }
  if (name?.source !== 'hosts-file') return undefined;
  const own = meant ?? (server?.after ?? server?.before)?.addresses ?? [];
  const answered = names?.answers.flatMap(({ addresses }) => addresses) ?? [];
  return answered.some((one) => own.some((other) => sameAddress(one, other))) ? true : undefined;
};
