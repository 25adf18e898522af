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
  title: 'The server lets in clients alone that show a certificate, and this one has none',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: serve('server', webSocket({ tls: true, asks: 'certificate' })),
  symptom: { at: 'upgrade', code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' },
  wire: 'SYN > SYN-ACK > ClientHello > ServerHello > data',
  forms: {
    'Node, TLS 1.3': {},
    'Node, TLS 1.2': {
      topology: lan({
        client: client(),
        server: server(webSocket({ tls: true, versions: '1.2' })),
      }),
      fault: serve('server', webSocket({ tls: true, versions: '1.2', asks: 'certificate' })),
      symptom: { at: 'tls', code: 'EPROTO' },
      wire: 'SYN > SYN-ACK > ClientHello > ServerHello > Certificate > Alert',
      remedy: {
        action: 'give-certificate',
        advice:
          'Give the client a certificate; where none is needed, have the server ask for none.',
        change: serve('server', webSocket({ tls: true, versions: '1.2' })),
      },
    },
    'nginx says so': {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      fault: serve('server', nginx({ tls: true, asks: 'certificate' })),
      symptom: { at: 'upgrade', code: 'HTTP 400' },
      wire: 'SYN > SYN-ACK',
      remedy: {
        action: 'give-certificate',
        advice: 'Give the client a certificate; where none is needed, ssl_verify_client off.',
        change: serve('server', nginx({ tls: true })),
      },
    },
  },
  cause: 'client-certificate-required',
  twin: 'healthy/tls12-only',
  remedy: {
    action: 'give-certificate',
    advice: 'Give the client a certificate; where none is needed, have the server ask for none.',
    change: serve('server', webSocket({ tls: true })),
  },
  lesson: {
    why: 'Both ends may have to show a certificate. In TLS 1.3 the client has finished its handshake by the time the server refuses, so the alert comes with the first answer; in 1.2 the handshake fails; and nginx finishes it and answers in HTTP.',
    tellApart:
      'The server asks for a certificate in the handshake (openssl s_client names the authorities that it accepts), and ends it when none comes: certificate_required (116), handshake_failure (40) after its own certificate, or 400 in words.',
    hints: [
      'How far does the handshake get? Is the certificate of the server shown?',
      'Does the server ask for anything? openssl s_client -connect SERVER:PORT </dev/null',
      'With a certificate: curl --cert client.crt --key client.key https://SERVER:PORT/',
    ],
    see: [
      'RFC 8446, 4.3.2 and 6.2, certificate_required',
      'RFC 5246, 7.4.4',
      'nginx, ssl_verify_client',
    ],
  },
});
