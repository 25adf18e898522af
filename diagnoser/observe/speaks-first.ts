import type { Handshake } from '../evidence.ts';

/** A protocol in which the server speaks first. */
export interface Greeting {
  protocol: string;
  /** A server may delay it for minutes on purpose, against clients that do not wait. */
  mayBeLate?: true;
}

/** By the port that is assigned to it (IANA, Service Name and Transport Protocol Port Number Registry). */
const greetings: Readonly<Record<number, Greeting>> = {
  21: { protocol: 'FTP (RFC 959, 5.4)' },
  22: { protocol: 'SSH (RFC 4253, 4.2)' },
  // The client waits up to five minutes (RFC 5321, 4.5.3.2.1).
  25: { protocol: 'SMTP (RFC 5321, 3.1)', mayBeLate: true },
  110: { protocol: 'POP3 (RFC 1939, 4)' },
  119: { protocol: 'NNTP (RFC 3977, 5.1)' },
  143: { protocol: 'IMAP (RFC 9051, 7.1)' },
  587: { protocol: 'SMTP (RFC 6409, 3.1)', mayBeLate: true },
  3306: { protocol: 'MySQL (its protocol, version 10)' },
  4190: { protocol: 'ManageSieve (RFC 5804, 1.7)' },
  5900: { protocol: 'VNC (RFC 6143, 7.1.1)' },
};

export const greetingOn = (port: number): Greeting | undefined => greetings[port];

/** Time in ms in which servers greet that work: what they do before it are name lookups. */
const greetsMs = 1000;

/**
 * The greeting that did not come on a connection on which nothing was asked. A server that answers HTTP on that port is
 * another one.
 */
export const missingGreeting = ({
  afterMs,
  answer,
  answersHttp,
  asked,
  port,
}: Handshake): Greeting | undefined =>
  asked === 'nothing' && answer === 'silence' && afterMs >= greetsMs && !answersHttp
    ? greetingOn(port)
    : undefined;
