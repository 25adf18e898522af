import { certificateCodes } from '../../vocabulary/index.ts';
import type { Family } from '../family.ts';
import { sources } from './sources.ts';

export const tls: Family = {
  name: 'tls',
  says: 'The connection stands and the server speaks TLS, but this client does not accept its certificate.',
  symptoms: certificateCodes,
  words: [
    {
      by: 'Node',
      says: certificateCodes,
      source: 'Node, tls: X509 certificate error codes',
    },
    {
      by: 'OpenSSL',
      says: [
        'certificate has expired',
        'certificate is not yet valid',
        'hostname mismatch',
        'IP address mismatch',
        'unable to get local issuer certificate',
        'unable to verify the first certificate',
        'self-signed certificate',
        'CERTIFICATE_VERIFY_FAILED',
        'certificate verify failed',
      ],
      source: 'OpenSSL, crypto/x509/x509_txt.c',
    },
    {
      by: 'curl',
      says: ['SSL certificate problem', 'no alternative certificate subject name matches'],
      source: 'curl, lib/vtls/openssl.c',
    },
    {
      by: 'Go',
      says: [
        'x509: certificate has expired or is not yet valid',
        'x509: certificate is valid for',
        'x509: certificate signed by unknown authority',
      ],
      source: 'Go, src/crypto/x509/verify.go',
    },
    {
      by: 'Java',
      says: [
        'CertificateExpiredException',
        'CertificateNotYetValidException',
        'PKIX path building failed',
        'No subject alternative DNS name matching',
        'No subject alternative names matching IP address',
      ],
      source: 'OpenJDK, src/java.base/share/classes/sun/security/util/HostnameChecker.java',
    },
    {
      by: 'Chromium',
      says: ['ERR_CERT_DATE_INVALID', 'ERR_CERT_COMMON_NAME_INVALID', 'ERR_CERT_AUTHORITY_INVALID'],
      source: sources.chromium,
    },
    {
      by: 'Firefox',
      says: [
        'SEC_ERROR_EXPIRED_CERTIFICATE',
        'SEC_ERROR_UNKNOWN_ISSUER',
        'SSL_ERROR_BAD_CERT_DOMAIN',
      ],
      source: sources.firefox,
    },
  ],
  suspects: [
    {
      cause: 'certificate-expired',
      look: [
        {
          on: 'client',
          run: 'date -u; openssl s_client -connect SERVER:PORT </dev/null | openssl x509 -noout -dates',
          shows: 'notAfter before the time of now',
        },
      ],
    },
    {
      cause: 'certificate-wrong-name',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT </dev/null | openssl x509 -noout -ext subjectAltName',
          shows: 'names and addresses, and none of them is SERVER',
        },
      ],
    },
  ],
};
