import type { Stage } from './stage.ts';

/**
 * What a plain client sees, in the platform's own words.
 *
 * - an errno as Linux and Node print it (errno(3)), or what Node's HTTP parser says of bytes that are
 *   no HTTP response (llhttp: `HPE_INVALID_CONSTANT`);
 * - `silence`: the client gave up by its own patience and nothing had come back;
 * - `HTTP <status>`: a status where another answer was meant (RFC 9110, 15);
 * - `close <code>`: how a WebSocket ended, 1006 without a word (RFC 6455, 7.4), where the connection told no errno;
 * - `connected`: the connection stood and a message was exchanged.
 */
export const errnos = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EADDRINUSE',
  'EACCES',
  'EMFILE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPROTO',
  'EPIPE',
  'HPE_INVALID_CONSTANT',
] as const;

export type Errno = (typeof errnos)[number];
export type HttpStatus = `HTTP ${number}`;
export type CloseCode = `close ${number}`;
export type SymptomCode = 'connected' | 'silence' | Errno | HttpStatus | CloseCode;

/** At which stage an attempt fails, and what the client sees of it. */
export interface Failure {
  at: Stage;
  code: Exclude<SymptomCode, 'connected'>;
}

export type Symptom = 'connected' | Failure;
