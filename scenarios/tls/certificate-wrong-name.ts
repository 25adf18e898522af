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
  title: 'The certificate of the server is for other names than the one that the client uses',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: useCertificate('server', { names: 'own' }),
  symptom: { at: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  wire: 'SYN > SYN-ACK > ClientHello > ServerHello > data',
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      wire: 'SYN > SYN-ACK > ClientHello > ServerHello > Certificate',
    },
  },
  cause: 'certificate-wrong-name',
  twin: 'healthy/certificate-of-a-private-ca',
  remedy: {
    action: 'renew-certificate',
    advice:
      'Have a certificate issued that has the name which clients use, and the service load it.',
    change: renewCertificate('server'),
  },
  lesson: {
    why: 'A client holds the name of its URL against those of the certificate, and ends the handshake where none fits: it may have met another server. A certificate for the name of the machine does not do for the name of the service, and one for names does not do for an address.',
    tellApart:
      'The connection stands, the certificate is valid, and its authority is trusted. Only its names differ from the one that was asked for; by one of those names the client gets in.',
    hints: [
      'What exactly is the client set to: a name, a short name, an address?',
      'For which names is the certificate? The common name does not count any more.',
      'Read them: openssl s_client -connect SERVER:PORT </dev/null | openssl x509 -noout -ext subjectAltName',
    ],
    see: ['RFC 9525, 6', 'RFC 5280, 4.2.1.6', 'RFC 9110, 4.3.4'],
  },
});
