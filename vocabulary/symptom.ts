import type { Stage } from './stage.ts';

/**
 * What a plain client sees, in the platform's own words.
 *
 * - an errno as Linux and Node print it (errno(3); `EOF`, libuv's, where the server closed), or what Node's
 *   HTTP parser says of bytes that are no HTTP response (llhttp: `HPE_INVALID_CONSTANT`), or of an alert on a
 *   TLS connection that stood;
 * - what Node says of a certificate that it does not accept (`CERT_HAS_EXPIRED`);
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
  'EOF',
  'HPE_INVALID_CONSTANT',
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
] as const;

export type Errno = (typeof errnos)[number];

/** OpenSSL's X509_V_ERR_… as Node names them (tls, X509 certificate error codes), and Node's own. */
export const certificateCodes = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_CHAIN_TOO_LONG',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
] as const;

type CertificateCode = (typeof certificateCodes)[number];
export type HttpStatus = `HTTP ${number}`;
export type CloseCode = `close ${number}`;
export type SymptomCode =
  'connected' | 'silence' | Errno | CertificateCode | HttpStatus | CloseCode;

/** At which stage an attempt fails, and what the client sees of it. */
export interface Failure {
  at: Stage;
  code: Exclude<SymptomCode, 'connected'>;
}

export type Symptom = 'connected' | Failure;
