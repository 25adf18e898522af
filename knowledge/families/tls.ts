import { certificateCodes } from '../../vocabulary/index.ts';
import type { Family } from '../family.ts';
import { sources } from './sources.ts';
import { withCauses } from './tls-causes.ts';

export const tls: Family = {
  name: 'tls',
  stage: 'tls',
  says: 'The connection stands, and TLS does not: the two ends do not agree, or this client does not accept the certificate of the server.',
  symptoms: [...certificateCodes, 'EPROTO', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
  words: withCauses([
    {
      by: 'Node',
      says: certificateCodes,
      source: 'Node, tls: X509 certificate error codes',
    },
    {
      by: 'Node',
      says: [
        'ERR_SSL_WRONG_VERSION_NUMBER',
        'ERR_SSL_PACKET_LENGTH_TOO_LONG',
        'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
        'ERR_SSL_UNSUPPORTED_PROTOCOL',
        'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
        'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
        'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
        'ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME',
        'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
        'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
        'Client network socket disconnected before secure TLS connection was established',
      ],
      source: 'Node, tls: OpenSSL error codes; lib/_tls_wrap.js',
    },
    {
      by: 'OpenSSL',
      says: [
        'certificate has expired',
        'certificate is not yet valid',
        'hostname mismatch',
        'IP address mismatch',
        'unable to get local issuer certificate',
        'unable to get issuer certificate',
        'unable to verify the first certificate',
        'self-signed certificate',
        'self signed certificate',
        'CERTIFICATE_VERIFY_FAILED',
        'certificate verify failed',
      ],
      source: 'OpenSSL, crypto/x509/x509_txt.c',
    },
    {
      by: 'OpenSSL',
      says: [
        'wrong version number',
        'packet length too long',
        'record layer failure',
        'SSL routines::http request',
        'SSL routines::unsupported protocol',
        '[SSL: UNSUPPORTED_PROTOCOL]',
        '[SSL: HTTP_REQUEST]',
        'no protocols available',
        'no shared cipher',
        'unexpected eof while reading',
        'alert protocol version',
        'alert handshake failure',
        'alert certificate required',
        'alert bad certificate',
        'alert unrecognized name',
        'tlsv1 unrecognized name',
        'alert internal error',
        'dh key too small',
        'unsafe legacy renegotiation disabled',
        'write:errno=104',
        'read:errno=104',
        'no peer certificate available',
      ],
      source: 'OpenSSL, ssl/ssl_err.c',
    },
    {
      by: 'curl',
      says: [
        'SSL certificate problem',
        'no alternative certificate subject name matches',
        'OpenSSL SSL_connect',
        'SSL_ERROR_SYSCALL',
        'TLS connect error',
        'gnutls_handshake() failed',
        'Error in the pull function',
        'server certificate verification failed',
        'schannel: failed to receive handshake',
        'schannel: next InitializeSecurityContext failed',
      ],
      source: 'curl, lib/vtls/openssl.c, gtls.c and schannel.c; so does git over https',
    },
    {
      by: 'Go',
      says: [
        'x509: certificate has expired or is not yet valid',
        'x509: certificate is valid for',
        'x509: cannot validate certificate for',
        'x509: certificate signed by unknown authority',
        'x509: certificate relies on legacy Common Name field',
        'tls: failed to verify certificate',
        'tls: first record does not look like a TLS handshake',
        'http: server gave HTTP response to HTTPS client',
        'remote error: tls:',
        'tls: protocol version not supported',
        'tls: server selected unsupported protocol version',
        'tls: handshake failure',
        "tls: client didn't provide a certificate",
        'TLS handshake timeout',
        'Client sent an HTTP request to an HTTPS server',
      ],
      source:
        'Go, src/crypto/x509/verify.go, src/crypto/tls and src/net/http; so do docker pull and kubectl',
    },
    {
      by: 'Java',
      says: [
        'CertificateExpiredException',
        'CertificateNotYetValidException',
        'PKIX path building failed',
        'unable to find valid certification path to requested target',
        'No subject alternative DNS name matching',
        'No subject alternative names matching IP address',
        'Unsupported or unrecognized SSL message',
        'Unrecognized SSL message, plaintext connection?',
        'Remote host terminated the handshake',
        'Received fatal alert: protocol_version',
        'Received fatal alert: handshake_failure',
        'Received fatal alert: certificate_required',
        'Received fatal alert: bad_certificate',
        'Received fatal alert: unrecognized_name',
        'No appropriate protocol (protocol is disabled or cipher suites are inappropriate)',
      ],
      source:
        'OpenJDK, src/java.base/share/classes/sun/security/ssl and sun/security/util/HostnameChecker.java',
    },
    {
      by: 'Python',
      says: [
        'ssl.SSLError',
        'ssl.SSLCertVerificationError',
        'requests.exceptions.SSLError',
        'UNEXPECTED_EOF_WHILE_READING',
        'WRONG_VERSION_NUMBER',
        'ClientConnectorCertificateError',
        'ClientConnectorSSLError',
      ],
      source: 'Python, Modules/_ssl.c; requests, src/requests/exceptions.py',
    },
    {
      by: '.NET',
      says: [
        'The SSL connection could not be established',
        'The remote certificate is invalid',
        'Could not create SSL/TLS secure channel',
        'Could not establish trust relationship for the SSL/TLS secure channel',
        'Authentication failed because the remote party has closed the transport stream',
        'Cannot determine the frame size or a corrupted frame was received',
        'UntrustedRoot',
        'PartialChain',
        'RemoteCertificateNameMismatch',
        'SEC_E_UNTRUSTED_ROOT',
        'SEC_E_CERT_EXPIRED',
        'SEC_E_WRONG_PRINCIPAL',
        'SEC_E_INVALID_TOKEN',
        'SEC_E_ILLEGAL_MESSAGE',
      ],
      source: '.NET, System.Net.Security and System.Net.Http; Windows, winerror.h',
    },
    {
      by: 'Rust',
      says: [
        'invalid peer certificate: UnknownIssuer',
        'invalid peer certificate: Expired',
        'invalid peer certificate: NotValidYet',
        'invalid peer certificate: NotValidForName',
        'received corrupt message of type InvalidContentType',
        'received fatal alert: ProtocolVersion',
        'received fatal alert: HandshakeFailure',
        'received fatal alert: CertificateRequired',
        'received fatal alert: UnrecognisedName',
        'peer is incompatible',
      ],
      source: 'rustls, rustls/src/error.rs',
    },
    {
      by: 'Chromium',
      says: [
        'ERR_CERT_DATE_INVALID',
        'ERR_CERT_COMMON_NAME_INVALID',
        'ERR_CERT_AUTHORITY_INVALID',
        'ERR_SSL_PROTOCOL_ERROR',
        'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
        'ERR_BAD_SSL_CLIENT_AUTH_CERT',
        'ERR_SSL_CLIENT_AUTH_CERT_NEEDED',
        'ERR_SSL_UNRECOGNIZED_NAME_ALERT',
        'ERR_SSL_OBSOLETE_VERSION',
      ],
      source: sources.chromium,
    },
    {
      by: 'Firefox',
      says: [
        'SEC_ERROR_EXPIRED_CERTIFICATE',
        'SEC_ERROR_UNKNOWN_ISSUER',
        'SEC_ERROR_OCSP_FUTURE_RESPONSE',
        'MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT',
        'MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE',
        'MOZILLA_PKIX_ERROR_MITM_DETECTED',
        'SSL_ERROR_BAD_CERT_DOMAIN',
        'SSL_ERROR_RX_RECORD_TOO_LONG',
        'SSL_ERROR_UNSUPPORTED_VERSION',
        'SSL_ERROR_PROTOCOL_VERSION_ALERT',
        'SSL_ERROR_NO_CYPHER_OVERLAP',
        'SSL_ERROR_HANDSHAKE_FAILURE_ALERT',
        'SSL_ERROR_UNRECOGNIZED_NAME_ALERT',
        'SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT',
        'PR_END_OF_FILE_ERROR',
      ],
      source: sources.firefox,
    },
    {
      by: 'Safari and iOS',
      says: [
        'NSURLErrorDomain Code=-1200',
        'NSURLErrorDomain Code=-1201',
        'NSURLErrorDomain Code=-1202',
        'NSURLErrorDomain Code=-1203',
        'NSURLErrorDomain Code=-1204',
        'NSURLErrorDomain Code=-1206',
        'errSSLPeerHandshakeFail',
        'errSSLXCertChainInvalid',
        'An SSL error has occurred and a secure connection to the server cannot be made',
        'The certificate for this server is invalid',
      ],
      source: 'Apple, NSURLError.h and SecureTransport.h',
    },
    {
      by: 'wget',
      says: [
        "The certificate's owner does not match hostname",
        'Unable to establish SSL connection',
        'cannot verify <host> certificate',
        'Self-signed certificate encountered',
        "Unable to locally verify the issuer's authority",
      ],
      source: 'wget, src/openssl.c and src/gnutls.c',
    },
    {
      by: 'Ruby',
      says: ['SSL_connect returned=1 errno=0', 'OpenSSL::SSL::SSLError'],
      source: 'Ruby, ext/openssl/ossl_ssl.c',
    },
    {
      by: 'psql and libpq',
      says: [
        'server does not support SSL, but SSL was required',
        'The server does not support SSL connections',
      ],
      source:
        'PostgreSQL, src/interfaces/libpq/fe-connect.c; node-postgres, packages/pg/lib/connection.js',
    },
    {
      by: 'mysql',
      says: ['SSL connection error'],
      source: 'MySQL, include/errmsg.h (2026)',
    },
    {
      by: 'PowerShell',
      says: [
        'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel',
        'The request was aborted: Could not create SSL/TLS secure channel',
      ],
      source: '.NET Framework, System.Net, System.txt',
    },
    {
      by: 'Firefox and Safari',
      says: [
        'Secure Connection Failed',
        'Warning: Potential Security Risk Ahead',
        "can't establish a secure connection to the server",
        'This Connection Is Not Private',
      ],
      source: 'Firefox, aboutCertError.ftl and netError.ftl; Safari, localised error pages',
    },
    {
      by: 'nginx',
      says: [
        'The plain HTTP request was sent to HTTPS port',
        'No required SSL certificate was sent',
        'SSL_do_handshake() failed',
      ],
      source: 'nginx, src/http/ngx_http_special_response.c and src/event/ngx_event_openssl.c',
    },
  ]),
  suspects: [
    {
      cause: 'certificate-expired',
      look: [
        {
          on: 'client',
          run: 'date -u; openssl s_client -connect SERVER:PORT -servername SERVER </dev/null | openssl x509 -noout -dates',
          shows: 'notAfter before the time of now',
        },
      ],
    },
    {
      cause: 'certificate-wrong-name',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT -servername SERVER </dev/null | openssl x509 -noout -ext subjectAltName',
          shows: 'names and addresses, and none of them is SERVER',
        },
      ],
    },
    {
      cause: 'chain-incomplete',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT -servername SERVER -showcerts </dev/null',
          shows: 'one certificate alone, whose issuer is not its subject; browsers accept it',
        },
      ],
    },
    {
      cause: 'certificate-untrusted',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT -servername SERVER </dev/null | openssl x509 -noout -subject -issuer',
          shows:
            'an issuer that is the subject itself, a private authority, or that of a proxy or a virus scanner',
        },
      ],
    },
    {
      cause: 'tls-intercepted',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT -servername SERVER </dev/null | openssl x509 -noout -issuer',
          shows:
            'the name of a company, a virus scanner or a proxy, and in another network another issuer',
        },
      ],
    },
    {
      cause: 'plain-server',
      look: [
        {
          on: 'client',
          run: 'curl -i http://SERVER:PORT/',
          shows: 'an answer: the port speaks without TLS',
        },
      ],
    },
    {
      cause: 'plain-client',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT </dev/null',
          shows: 'a certificate: the port is one of TLS, so connect with wss:// or https://',
        },
      ],
    },
    {
      cause: 'version-too-old',
      look: [
        {
          on: 'client',
          run: 'nmap --script ssl-enum-ciphers -p PORT SERVER',
          shows: 'TLSv1.0 and TLSv1.1, and nothing newer',
        },
      ],
    },
    {
      cause: 'client-certificate-required',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT -servername SERVER -tls1_2 </dev/null',
          shows: 'Acceptable client certificate CA names, or Requested Signature Algorithms',
        },
      ],
    },
    {
      cause: 'name-refused',
      look: [
        {
          on: 'server',
          run: 'nginx -T | grep -E "server_name|ssl_reject_handshake"',
          shows: 'other names than SERVER',
        },
      ],
    },
    {
      cause: 'name-blocked',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT -noservername </dev/null',
          shows: 'a certificate, where the same with -servername SERVER is reset',
        },
      ],
    },
    {
      cause: 'no-shared-cipher',
      look: [
        {
          on: 'server',
          run: 'nginx -T | grep -E "ssl_ciphers|ssl_certificate "',
          shows: 'ciphers with RSA in their names alone, and a certificate of ECDSA',
        },
      ],
    },
    {
      cause: 'client-clock-wrong',
      look: [
        {
          on: 'client',
          run: 'date -u; curl -skI https://SERVER:PORT/ | grep -i ^date',
          shows: 'two times that differ',
        },
      ],
    },
    {
      cause: 'certificate-not-yet-valid',
      look: [
        {
          on: 'client',
          run: 'date -u; openssl s_client -connect SERVER:PORT -servername SERVER </dev/null | openssl x509 -noout -dates',
          shows: 'notBefore after the time of now, and the clock is right',
        },
      ],
    },
  ],
};
