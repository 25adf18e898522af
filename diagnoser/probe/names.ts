import { Resolver } from 'node:dns/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { NameAnswer, Names } from '../evidence.ts';
import { sameAddress } from '../report/addresses.ts';
import { readText } from './counters.ts';
import { askPatiently } from './patience.ts';

/** What the hosts file and each resolver say of a name, whatever the system makes of both. */
export const readNames = async (name: string): Promise<Names> => {
  const hostsFile = addressesIn(readText('/etc/hosts') ?? '', name);
  const servers = serversIn(readText('/etc/resolv.conf') ?? '');
  const answers = await Promise.all(servers.map((server) => askServer(server, name)));
  return { hostsFile, answers };
};

/** hosts(5): an address, then names; the case of a name plays no part. */
export const addressesIn = (text: string, name: string): string[] =>
  text.split('\n').flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const wanted = name.toLowerCase();
    return address !== undefined && names.some((name) => name.toLowerCase() === wanted)
      ? [address]
      : [];
  });

/** What hosts(5) calls an address; a reverse record (PTR) is somebody else's word, and is not asked for. */
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
  // Without one it is the name server on this machine (resolv.conf(5)).
  return named.length === 0 ? ['127.0.0.1'] : named.slice(0, mostServers);
};

export const readSearchList = (): string[] =>
  searchListIn(readText('/etc/resolv.conf') ?? '', process.env['LOCALDOMAIN']);

/** The last line of `search` or `domain` counts, and the environment before it (resolv.conf(5)). */
export const searchListIn = (text: string, localDomain?: string): string[] => {
  const lines = [...text.matchAll(/^\s*(?:search|domain)[ \t]+([^\n;#]+)/gm)];
  const list = localDomain ?? lines.at(-1)?.[1] ?? '';
  return list.split(/\s+/).filter((domain) => domain !== '');
};

/** As long as a busy resolver on the same network may take. */
const longestMs = 1000;

/**
 * What has not come by then may never come. A machine says that nothing listens on a UDP port about once a
 * second only (icmp(7), icmp_ratelimit), and many firewalls discard that: its silence may be a refusal. The
 * reset of a TCP port has no limit, and who serves names serves them over TCP as well (RFC 7766, 5).
 */
const doubtMs = 200;

/** Asks one server over the wire (RFC 1035, 4.1) for both families. Never rejects. */
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
  const [four, six] = await asked;
  const found = [four, six].flatMap((lookup) =>
    lookup.status === 'fulfilled' ? lookup.value : [],
  );
  const afterMs = Math.round((performance.now() - started) * 10) / 10;
  const addresses = found.map(({ address }) => address);
  if (found.length > 0) {
    return { server, addresses, ttlSeconds: Math.min(...found.map(({ ttl }) => ttl)), afterMs };
  }
  // An alias (CNAME) that leads to no address is an answer without one.
  const code = four.status === 'rejected' ? codeOf(four.reason) : 'ENODATA';
  const isRefusal = code === 'ETIMEOUT' && (await refused);
  return {
    ...{ server, addresses, code: isRefusal ? 'ECONNREFUSED' : code, afterMs },
    ...(isRefusal ? { over: 'tcp' } : {}),
  };
};

/** A SYN to the port of a name server, which is 53 unless it is given, is answered by a reset. */
const refusesTcp = async (server: string): Promise<boolean> => {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(server) ?? [];
  const { startAttempt } = await import('./attempt.ts');
  const address = bracketed ?? plain ?? server;
  const { attempt, socket } = await startAttempt(address, Number(port ?? 53), longestMs - doubtMs)
    .ended;
  socket?.destroy();
  return attempt.code === 'ECONNREFUSED';
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
