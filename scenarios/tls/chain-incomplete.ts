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
  title: 'The server sends its certificate without that of the authority which signed it',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: useCertificate('server', { sends: 'own' }),
  symptom: { at: 'tls', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  wire: 'SYN > SYN-ACK > ClientHello > ServerHello > data',
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      wire: 'SYN > SYN-ACK > ClientHello > ServerHello > Certificate',
    },
  },
  cause: 'chain-incomplete',
  clientSees: 'signedByNobodyKnown',
  twin: 'healthy/certificate-of-a-private-ca',
  remedy: {
    action: 'send-chain',
    advice:
      'Have the server send the whole chain: fullchain.pem in place of cert.pem, then a reload of the service.',
    change: renewCertificate('server'),
  },
  lesson: {
    why: 'A client trusts roots, and public certificates are signed by authorities below them. Their certificates are to be sent by the server; without them the client finds no way up. Browsers hide it: they keep those that they have met, or fetch them from the address in the certificate.',
    tellApart:
      'A browser is content and programs are not. The server sends one certificate, whose issuer is not its subject. Whether that issuer is below a root that is trusted, the certificate alone does not show.',
    hints: [
      'How many certificates does the server send?',
      'Who is the issuer of the last one, and is it on the list of this machine?',
      'Where can the missing one be had? openssl x509 -noout -ext authorityInfoAccess',
    ],
    see: ['RFC 8446, 4.4.2', 'RFC 5280, 4.2.2.1', 'nginx, ssl_certificate'],
  },
});
