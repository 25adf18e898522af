import { client, defineScenario, lan, nginx, server, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The server speaks TLS 1.2 and not 1.3: clients accept it',
  topology: lan({
    client: client(),
    server: server(webSocket({ tls: true, versions: '1.2' })),
  }),
  target: 'wss://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: true, versions: '1.2' })) }),
      target: 'https://server/',
    },
  },
  cause: 'none',
  lesson: {
    why: 'TLS 1.2 is not the newest version, and it is not forbidden. A client that offers 1.3 is content with it.',
    tellApart: 'The handshake comes about, in version 1.2, and the certificate is accepted.',
    hints: [
      'Which version was agreed on?',
      'openssl s_client -connect SERVER:PORT -brief </dev/null',
    ],
    see: ['RFC 5246', 'RFC 9325, 3.1.1'],
  },
});
