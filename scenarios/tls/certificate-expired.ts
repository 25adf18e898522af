import {
  client,
  defineScenario,
  lan,
  nginx,
  renewCertificate,
  server,
  useCertificate,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The certificate of the server has expired',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: useCertificate('server', { ends: 'past' }),
  symptom: { at: 'tls', code: 'CERT_HAS_EXPIRED' },
  wire: 'SYN > SYN-ACK > ClientHello > ServerHello > data',
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      wire: 'SYN > SYN-ACK > ClientHello > ServerHello > Certificate',
    },
  },
  cause: 'certificate-expired',
  twin: 'healthy/certificate-of-a-private-ca',
  remedy: {
    action: 'renew-certificate',
    advice:
      'Renew the certificate, and have the service load it: certbot renew, then a reload of the service.',
    change: renewCertificate('server'),
  },
  lesson: {
    why: 'A certificate is valid between two dates. After the second, a client that checks it ends the handshake with an alert, before a byte of the service has been exchanged. The server goes on as before, and logs little.',
    tellApart:
      'The connection stands, and the certificate can be read. Its dates beside the clock of the client say whether it is over, or the clock is wrong.',
    hints: [
      'Does the TCP connection come about? Then neither port nor firewall is to blame.',
      'Until when is the certificate valid, and what does the client take for the time? date -u',
      'Read it: openssl s_client -connect SERVER:PORT </dev/null | openssl x509 -noout -dates',
    ],
    see: ['RFC 5280, 4.1.2.5', 'RFC 8446, 6.2, certificate_expired', 'openssl-s_client(1)'],
  },
});
