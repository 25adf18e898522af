import { randomBytes, randomInt } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { networkInterfaces } from 'node:os';

/** Letters and digits that cannot be confused when read out: no I, L, O, 0 and 1. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 6;
/** Wrong codes and tokens per minute, from all browsers together. */
const mostWrong = 20;

/** What a request needs: a host name of this server, and the token or the code. */
export interface Gate {
  /** The address to listen on. */
  address: string;
  /** Names and addresses by which a browser may call this machine, without a port. */
  hosts: readonly string[];
  /** Of the owner: 192 bits. */
  token: string;
  /** Of a class, to be read out; undefined without a class. */
  code: string | undefined;
}

const local = ['127.0.0.1', 'localhost', '[::1]'];

/** @param host the address for a class; undefined for this machine alone. */
export function gateOf(host: string | undefined): Gate {
  const token = randomBytes(24).toString('base64url');
  if (host === undefined) return { address: '127.0.0.1', hosts: local, token, code: undefined };
  const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]);
  return { address: host, hosts: [...local, ...namesOf(host)], token, code: code.join('') };
}

/** 0.0.0.0 and :: stand for all addresses of this machine. */
function namesOf(host: string): string[] {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const all = host === '0.0.0.0' || host === '::' ? own.map(({ address }) => address) : [host];
  return all.map((address) => (address.includes(':') ? `[${address}]` : address.toLowerCase()));
}

/**
 * The `Host` of a request if it names this server; undefined otherwise, so that a foreign name which resolves to this
 * machine (DNS rebinding) is refused.
 */
export function hostIn(
  { host = '' }: IncomingHttpHeaders,
  gate: Gate,
  port: number,
): string | undefined {
  const named = host.toLowerCase();
  return gate.hosts.some((each) => named === `${each}:${port}`) ? named : undefined;
}

/** Whether a page of this server sent the request (RFC 6454). A missing `Origin` is refused: browsers send it here. */
export const isOwnOrigin = ({ origin }: IncomingHttpHeaders, host: string): boolean =>
  origin === `http://${host}`;

/** Limits wrong codes and tokens, so that they cannot be guessed. */
export class GuessLimit {
  private readonly wrongAt: number[] = [];

  /** Whether one more attempt is allowed at `nowMs`. */
  allows(nowMs: number): boolean {
    while (this.wrongAt[0] !== undefined && nowMs - this.wrongAt[0] > 60_000) this.wrongAt.shift();
    return this.wrongAt.length < mostWrong;
  }

  failed(nowMs: number): void {
    this.wrongAt.push(nowMs);
  }
}

/** Cookies do not separate ports (RFC 6265, 8.5), so the name tells the servers of one host apart. */
const cookieName = (port: number): string => `badconn-${port}`;

export const cookieFor = (secret: string, port: number): string =>
  `${cookieName(port)}=${secret}; Path=/; HttpOnly; SameSite=Strict`;

export function cookieIn({ cookie = '' }: IncomingHttpHeaders, port: number): string | undefined {
  const pairs = cookie.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName(port))?.[1];
}
