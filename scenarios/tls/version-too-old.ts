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
  title: 'The server speaks TLS 1.1 at most, and clients accept nothing below 1.2',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: serve('server', webSocket({ tls: true, versions: 'old' })),
  symptom: { at: 'tls', code: 'EPROTO' },
  wire: 'SYN > SYN-ACK > ClientHello > Alert',
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      fault: serve('server', nginx({ tls: true, versions: 'old' })),
      remedy: {
        action: 'update-tls',
        advice: 'ssl_protocols TLSv1.2 TLSv1.3; then reload nginx.',
        change: serve('server', nginx({ tls: true })),
      },
    },
  },
  cause: 'version-too-old',
  twin: 'healthy/tls12-only',
  remedy: {
    action: 'update-tls',
    advice: 'Let the server speak TLS 1.2 and 1.3.',
    change: serve('server', webSocket({ tls: true })),
  },
  lesson: {
    why: 'The client says which versions it speaks, and the server takes the highest that it has as well. Versions 1.0 and 1.1 are forbidden since 2021, and clients have dropped them; a server with nothing newer has nothing to take, and says so by an alert.',
    tellApart:
      'The alert is protocol_version (70), before any certificate. A client that still offers 1.1 gets an answer.',
    hints: [
      'Which number has the alert, and what does it mean?',
      'Which versions does the server speak? nmap --script ssl-enum-ciphers -p PORT SERVER',
      'One at a time: openssl s_client -connect SERVER:PORT -tls1_1 -cipher DEFAULT@SECLEVEL=0 </dev/null',
    ],
    see: ['RFC 8996', 'RFC 8446, 6.2, protocol_version', 'nginx, ssl_protocols'],
  },
});
