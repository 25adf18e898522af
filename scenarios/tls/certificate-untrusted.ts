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
  title: 'The certificate of the server is signed by nobody whom the client trusts',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: useCertificate('server', { signedBy: 'itself' }),
  symptom: { at: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  wire: 'SYN > SYN-ACK > ClientHello > ServerHello > data',
  forms: {
    'Node, signed by itself': {},
    'Node, signed by an unknown authority': {
      fault: useCertificate('server', { signedBy: 'unknown' }),
      symptom: { at: 'tls', code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
    },
    'nginx, signed by itself': {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      wire: 'SYN > SYN-ACK > ClientHello > ServerHello > Certificate',
    },
    'nginx, signed by an unknown authority': {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      fault: useCertificate('server', { signedBy: 'unknown' }),
      symptom: { at: 'tls', code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
      wire: 'SYN > SYN-ACK > ClientHello > ServerHello > Certificate',
    },
    'nginx, its authority is not sent': {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      fault: useCertificate('server', { signedBy: 'unknown', sends: 'own' }),
      symptom: { at: 'tls', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      wire: 'SYN > SYN-ACK > ClientHello > ServerHello > Certificate',
      clientSees: 'signedByNobodyKnown',
    },
    'Node, its authority is not sent': {
      fault: useCertificate('server', { signedBy: 'unknown', sends: 'own' }),
      symptom: { at: 'tls', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      clientSees: 'signedByNobodyKnown',
    },
  },
  cause: 'certificate-untrusted',
  twin: 'healthy/certificate-of-a-private-ca',
  remedy: {
    action: 'renew-certificate',
    advice:
      'Have a certificate issued by an authority that clients trust; or, within an organisation, have the clients trust its authority.',
    change: renewCertificate('server'),
  },
  lesson: {
    why: 'Anybody can sign a certificate for any name. A client believes those alone that lead to an authority on its list: that of the system, or one that its program brings along. A certificate that signed itself leads nowhere, and so does that of a private authority on a machine that was not told of it.',
    tellApart:
      'Dates and names are right, and the issuer is not known here. Where it is the subject itself, no authority has signed at all.',
    hints: [
      'Who is the issuer of the certificate? Is it the subject?',
      'Does another program of the same machine accept it? Each may have a list of its own.',
      'Read the chain: openssl s_client -connect SERVER:PORT -showcerts </dev/null',
    ],
    see: ['RFC 5280, 6.1', 'update-ca-certificates(8)', 'node(1), NODE_EXTRA_CA_CERTS'],
  },
});
