import { randomBytes, randomInt } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { networkInterfaces } from 'node:os';

/** Letters and digits that nobody takes for another when they are read out. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 6;
/** Wrong codes and tokens that are answered in a minute, whoever sends them. */
const mostWrong = 20;

/** Who may come in: by which name of this machine, from which page, with which word. */
export interface Gate {
  /** The address to listen on. */
  address: string;
  /** Names and addresses by which a browser may call this machine, without a port. */
  hosts: readonly string[];
  /** Of the owner: 192 bits. */
  token: string;
  /** Of a class, to be read out; undefined where there is none. */
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

/** An address for all addresses stands for each that this machine has. */
function namesOf(host: string): string[] {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const all = host === '0.0.0.0' || host === '::' ? own.map(({ address }) => address) : [host];
  return all.map((address) => (address.includes(':') ? `[${address}]` : address.toLowerCase()));
}

/**
 * The host and port that a request names, where they are of this server. A page of another name that leads here (DNS
 * rebinding) is not let in.
 */
export function hostIn(
  { host = '' }: IncomingHttpHeaders,
  gate: Gate,
  port: number,
): string | undefined {
  const named = host.toLowerCase();
  return gate.hosts.some((each) => named === `${each}:${port}`) ? named : undefined;
}

/** A page of this very server asks (RFC 6454). No page at all is refused as well: a browser always says. */
export const isOwnOrigin = ({ origin }: IncomingHttpHeaders, host: string): boolean =>
  origin === `http://${host}`;

/** Counts wrong words, so that they cannot be guessed. */
export class GuessLimit {
  private readonly wrongAt: number[] = [];

  /** Whether one more may be tried at this time, in milliseconds. */
  lasts(nowMs: number): boolean {
    while (this.wrongAt[0] !== undefined && nowMs - this.wrongAt[0] > 60_000) this.wrongAt.shift();
    return this.wrongAt.length < mostWrong;
  }

  wrong(nowMs: number): void {
    this.wrongAt.push(nowMs);
  }
}

/** Cookies are of a host and all of its ports (RFC 6265, 8.5): another server's must not be taken for this one's. */
const cookieName = (port: number): string => `badconn-${port}`;

export const cookieFor = (secret: string, port: number): string =>
  `${cookieName(port)}=${secret}; Path=/; HttpOnly; SameSite=Strict`;

export function cookieIn({ cookie = '' }: IncomingHttpHeaders, port: number): string | undefined {
  const pairs = cookie.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName(port))?.[1];
}
