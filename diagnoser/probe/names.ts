import { Resolver } from 'node:dns/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { NameAnswer, Names } from '../evidence.ts';
import { sameAddress } from '../report/addresses.ts';
import { readText } from './counters.ts';
import { askPatiently } from './patience.ts';

/** Answers of the hosts file and of each resolver for a name, independent of the system's lookup. */
export const readNames = async (name: string): Promise<Names> => {
  const hostsFile = addressesIn(readText('/etc/hosts') ?? '', name);
  const servers = serversIn(readText('/etc/resolv.conf') ?? '');
  const answers = await Promise.all(servers.map((server) => askServer(server, name)));
  return { hostsFile, answers };
};

/** Addresses of a name in hosts(5): an address, then names; case-insensitive. */
export const addressesIn = (text: string, name: string): string[] =>
  text.split('\n').flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const wanted = name.toLowerCase();
    return address !== undefined && names.some((name) => name.toLowerCase() === wanted)
      ? [address]
      : [];
  });

/** Name of an address in hosts(5). Reverse DNS (PTR) is controlled by others, so it is not queried. */
export const nameIn = (text: string, address: string): string | undefined =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .find(([own]) => own !== undefined && sameAddress(own, address))?.[1];

export const ownNameOf = (address: string): string | undefined =>
  nameIn(readText('/etc/hosts') ?? '', address);

/** resolv.conf(5), MAXNS: the C library asks the first three. */
const mostServers = 3;

export const serversIn = (text: string): string[] => {
  const named = [...text.matchAll(/^\s*nameserver\s+([^\s;#]+)/gm)].flatMap(
    ([, server]) => server ?? [],
  );
  // The default is a resolver on this machine (resolv.conf(5)).
  return named.length === 0 ? ['127.0.0.1'] : named.slice(0, mostServers);
};

export const readSearchList = (): string[] =>
  searchListIn(readText('/etc/resolv.conf') ?? '', process.env['LOCALDOMAIN']);

/** The last line of `search` or `domain` counts; LOCALDOMAIN overrides it (resolv.conf(5)). */
export const searchListIn = (text: string, localDomain?: string): string[] => {
  const lines = [...text.matchAll(/^\s*(?:search|domain)[ \t]+([^\n;#]+)/gm)];
  const list = localDomain ?? lines.at(-1)?.[1] ?? '';
  return list.split(/\s+/).filter((domain) => domain !== '');
};

/** Time in ms for an answer of a busy resolver on the same network. */
const longestMs = 1000;

/**
 * Time in ms before TCP is tried too: the answer may never come. ICMP port unreachable is limited to about one per
 * second (icmp(7), icmp_ratelimit) and often filtered, so silence may be a refusal. TCP resets have no such limit,
 * and DNS servers serve TCP as well (RFC 7766, 5).
 */
const doubtMs = 200;

/** Queries one server (RFC 1035, 4.1) for A and AAAA records. Never rejects. */
export const askServer = (server: string, name: string): Promise<NameAnswer> =>
  askPatiently(
    () => askOnce(server, name),
    ({ code }) => code === 'ETIMEOUT',
  );

const askOnce = async (server: string, name: string): Promise<NameAnswer> => {
  const started = performance.now();
  const resolver = new Resolver({ timeout: longestMs, tries: 1 });
  try {
    resolver.setServers([server]);
  } catch (error) {
    return { server, addresses: [], code: codeOf(error), afterMs: 0 };
  }
  const asked = Promise.allSettled([
    resolver.resolve4(name, { ttl: true }),
    resolver.resolve6(name, { ttl: true }),
  ]);
  const isPrompt = await Promise.race([asked.then(() => true), wait(doubtMs, false)]);
  const refused = isPrompt ? false : refusesTcp(server);
  const itself = isPrompt ? undefined : askItself(server, name, longestMs - doubtMs);
  const [four, six] = await asked;
  const found = [four, six].flatMap((lookup) =>
    lookup.status === 'fulfilled' ? lookup.value : [],
  );
  const afterMs = Math.round((performance.now() - started) * 10) / 10;
  const addresses = found.map(({ address }) => address);
  if (found.length > 0) {
    return { server, addresses, ttlSeconds: Math.min(...found.map(({ ttl }) => ttl)), afterMs };
  }
  // A CNAME without an address is an empty answer.
  const code = four.status === 'rejected' ? codeOf(four.reason) : 'ENODATA';
  if (code === 'ETIMEOUT' && (await itself) === 'answered')
    return { server, addresses, code, lives: true, afterMs };
  const isRefusal = code === 'ETIMEOUT' && (await refused);
  if (isRefusal) return { server, addresses, code: 'ECONNREFUSED', over: 'tcp', afterMs };
  // c-ares says so for any error of its socket.
  const told = code === 'ECONNREFUSED' ? await askItself(server, name, doubtMs) : code;
  return { server, addresses, code: unreached.includes(told) ? told : code, afterMs };
};

/** Errors of a UDP socket for ICMP errors of routers and firewalls, and for a missing route (icmp(7), udp(7)). */
const unreached: readonly string[] = ['EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EPERM'];

const askItself = async (server: string, name: string, waitMs: number): Promise<string> => {
  const { askResolver } = await import('./ask-resolver.ts');
  const { address, port } = endpointOf(server);
  return askResolver(address, port, name, waitMs);
};

/** Address and port of a name server, by default port 53. */
const endpointOf = (server: string): { address: string; port: number } => {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(server) ?? [];
  return { address: bracketed ?? plain ?? server, port: Number(port ?? 53) };
};

/** Whether a SYN to the name server's port is reset. */
const refusesTcp = async (server: string): Promise<boolean> => {
  const { startAttempt } = await import('./attempt.ts');
  const { address, port } = endpointOf(server);
  const { attempt, socket } = await startAttempt(address, port, longestMs - doubtMs).ended;
  socket?.destroy();
  return attempt.code === 'ECONNREFUSED';
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
