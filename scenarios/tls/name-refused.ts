import { client, defineScenario, lan, nginx, serve, server } from '../../harness/index.ts';

export default defineScenario({
  title: 'The server does not serve TLS for the name that the client asks for',
  topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
  target: 'https://server/',
  // An address is no name that is asked for.
  vary: { way: ['hosts-file', 'dns'] },
  fault: serve('server', nginx({ tls: true, serves: 'another-name' })),
  symptom: { at: 'tls', code: 'EPROTO' },
  wire: 'SYN > SYN-ACK > ClientHello > Alert',
  cause: 'name-refused',
  twin: 'healthy/certificate-for-many-names',
  remedy: {
    action: 'serve-name',
    advice:
      'Add a server with that server_name and its certificate, or connect by a name that is served.',
    change: serve('server', nginx({ tls: true })),
  },
  lesson: {
    why: 'The client says in its first message which name it wants. A server that has several chooses the certificate by it; one that has none for it may show the certificate of another, or refuse: ssl_reject_handshake of nginx does.',
    tellApart:
      'The alert is unrecognized_name (112), and no certificate is shown. By another name of the same server TLS comes about.',
    hints: [
      'Which number has the alert?',
      'For which names is the server set up? nginx -T | grep server_name',
      'By another name: openssl s_client -connect SERVER:PORT -servername NAME </dev/null',
    ],
    see: ['RFC 6066, 3', 'RFC 8446, 6.2, unrecognized_name', 'nginx, ssl_reject_handshake'],
  },
});
