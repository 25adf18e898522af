import type { Documented } from '../family.ts';
import { sources } from './sources.ts';

const nss = 'NSS, lib/ssl/SSLerrs.h and lib/util/SECerrs.h';

/** Codes of browsers about TLS, beside those of `tlsWords`. */
export const tlsBrowserWords: readonly Documented[] = [
  {
    by: 'Chromium',
    says: ['ERR_SSL_PROTOCOL_ERROR'],
    causes: ['plain-server', 'another-program', 'name-refused', 'tls-intercepted'],
    source: `${sources.chromium}; net/socket/ssl_client_socket_impl.cc`,
  },
  {
    by: 'browsers',
    says: ['ERR_CERT_REVOKED', 'SEC_ERROR_REVOKED_CERTIFICATE'],
    causes: [],
    means:
      'The authority has revoked the certificate. Have a new one issued, with a new key, and have the service load it.',
    source: `${sources.chromium}; ${nss}`,
  },
  {
    by: 'browsers',
    says: [
      'ERR_CERT_INVALID',
      'ERR_CERT_CONTAINS_ERRORS',
      'ERR_CERT_WEAK_SIGNATURE_ALGORITHM',
      'ERR_CERT_WEAK_KEY',
      'ERR_CERT_VALIDITY_TOO_LONG',
      'ERR_CERTIFICATE_TRANSPARENCY_REQUIRED',
      'ERR_SSL_KEY_USAGE_INCOMPATIBLE',
      'ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN',
      'SEC_ERROR_BAD_SIGNATURE',
      'SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED',
      'SEC_ERROR_INADEQUATE_KEY_USAGE',
    ],
    causes: ['tls-intercepted', 'certificate-untrusted'],
    means:
      'The browser does not accept how the certificate is made: its signature, key, uses, lifetime or log entries. A public authority issues none like it today; a proxy that reads TLS, or an authority of your own, may.',
    source: `${sources.chromium}; ${nss}`,
  },
  {
    by: 'Firefox',
    says: ['SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE'],
    causes: ['chain-incomplete', 'client-clock-wrong'],
    means: 'The certificate of an authority above that of the server is over.',
    source: nss,
  },
  {
    by: 'Firefox',
    says: [
      'SSL_ERROR_BAD_CERT_ALERT',
      'SSL_ERROR_UNKNOWN_CA_ALERT',
      'SSL_ERROR_EXPIRED_CERT_ALERT',
      'SSL_ERROR_REVOKED_CERT_ALERT',
      'SSL_ERROR_CERTIFICATE_UNKNOWN_ALERT',
      'SSL_ERROR_ACCESS_DENIED_ALERT',
      'SSL_ERROR_NO_CERTIFICATE',
    ],
    causes: ['client-certificate-required'],
    means: 'The server sent this alert: it does not accept the certificate of the client.',
    source: `${nss}; RFC 8446, 6.2`,
  },
  {
    by: 'Firefox',
    says: ['SSL_ERROR_INTERNAL_ERROR_ALERT'],
    causes: ['name-refused', 'service-failing'],
    means:
      'The server sent this alert: it has no certificate that it could load, or none for the name.',
    source: `${nss}; RFC 8446, 6.2`,
  },
  {
    by: 'Firefox',
    says: [
      'SSL_ERROR_RX_UNEXPECTED_HANDSHAKE',
      'SSL_ERROR_RX_MALFORMED_HANDSHAKE',
      'SSL_ERROR_RX_MALFORMED_SERVER_HELLO',
      'SSL_ERROR_RX_UNKNOWN_RECORD_TYPE',
      'SSL_ERROR_BAD_MAC_READ',
    ],
    causes: ['another-program', 'plain-server', 'tls-intercepted'],
    source: nss,
  },
  {
    by: 'Firefox',
    says: ['SSL_ERROR_WEAK_SERVER_EPHEMERAL_DH_KEY', 'SSL_ERROR_INAPPROPRIATE_FALLBACK_ALERT'],
    causes: ['version-too-old'],
    source: `${nss}; RFC 7507`,
  },
  {
    by: 'OpenSSL',
    says: ['SSL_ERROR_SSL'],
    means: 'OpenSSL says this of every failure of the protocol: the line with "error:" names it.',
    source: 'SSL_get_error(3)',
    yields: true,
  },
];
