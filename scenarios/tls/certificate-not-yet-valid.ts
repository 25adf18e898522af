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
  title: 'The certificate of the server is valid from a day to come',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: useCertificate('server', { starts: 'later' }),
  symptom: { at: 'tls', code: 'CERT_NOT_YET_VALID' },
  wire: 'SYN > SYN-ACK > ClientHello > ServerHello > data',
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      wire: 'SYN > SYN-ACK > ClientHello > ServerHello > Certificate',
    },
  },
  cause: 'certificate-not-yet-valid',
  twin: 'healthy/certificate-of-a-private-ca',
  remedy: {
    action: 'renew-certificate',
    advice: 'Use a certificate that is valid now, and have the service load it.',
    change: renewCertificate('server'),
  },
  lesson: {
    why: 'A certificate is valid between two dates, and this one was put in place before the first. A client looks at its own clock, and to one whose clock is behind every certificate is of the future: that is met far more often.',
    tellApart:
      'Two clocks are compared with the dates. If the server says the same time (Date in its answer, or date -u there), the certificate is to blame; if it says another, a clock is.',
    hints: [
      'The connection stands, and the certificate can be read. From when on is it valid?',
      'What does the client take for the time? And the server? date -u on both',
      'Read it: openssl s_client -connect SERVER:PORT </dev/null | openssl x509 -noout -dates',
    ],
    see: ['RFC 5280, 4.1.2.5', 'RFC 9110, 6.6.1', 'timedatectl(1)'],
  },
});
