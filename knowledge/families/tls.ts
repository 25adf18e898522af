import { certificateCodes } from '../../vocabulary/index.ts';
import type { Family } from '../family.ts';
import { tlsBrowserWords } from './tls-browser-words.ts';
import { tlsWords } from './tls-words.ts';

export const tls: Family = {
  name: 'tls',
  stage: 'tls',
  says: 'The connection stands, and TLS does not: the two ends do not agree, or this client does not accept the certificate of the server.',
  symptoms: [...certificateCodes, 'EPROTO', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
  words: [...tlsWords, ...tlsBrowserWords],
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
