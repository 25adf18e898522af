import {
  client,
  defineScenario,
  lan,
  nginx,
  serve,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The ciphers of the server are for RSA, and its certificate is of ECDSA',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: serve('server', webSocket({ tls: true, ciphers: 'rsa' })),
  symptom: { at: 'tls', code: 'EPROTO' },
  wire: 'SYN > SYN-ACK > ClientHello > Alert',
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      fault: serve('server', nginx({ tls: true, ciphers: 'rsa' })),
      remedy: {
        action: 'offer-ciphers',
        advice: 'Take ssl_ciphers out, or add ECDHE-ECDSA-AES128-GCM-SHA256; then reload nginx.',
        change: serve('server', nginx({ tls: true })),
      },
    },
  },
  cause: 'no-shared-cipher',
  twin: 'healthy/tls12-only',
  remedy: {
    action: 'offer-ciphers',
    advice: 'Have the server offer ciphers that go with its certificate.',
    change: serve('server', webSocket({ tls: true })),
  },
  lesson: {
    why: 'Up to TLS 1.2 a cipher suite names the kind of key that the certificate is to have. A list that was written for RSA does not fit a certificate of ECDSA, as certbot issues them by default since version 2: of all that the client offers nothing is left.',
    tellApart:
      'The alert is handshake_failure (40), in answer to the first message: no certificate was shown, and none was asked for. The log of the server says no shared cipher.',
    hints: [
      'Which number has the alert? Did the server send a certificate before it?',
      'What kind of key has the certificate, and which kinds do the ciphers name?',
      'On the server: nginx -T | grep ssl_ciphers; openssl x509 -noout -text -in CERTIFICATE | grep Algorithm',
    ],
    see: ['RFC 5246, A.5', 'RFC 8446, 6.2, handshake_failure', 'certbot, --key-type'],
  },
});
