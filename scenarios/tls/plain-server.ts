import {
  client,
  defineScenario,
  http,
  lan,
  nginx,
  serve,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client speaks TLS, and the server speaks without it on this port',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: serve('server', webSocket()),
  symptom: { at: 'tls', code: 'EPROTO' },
  wire: 'SYN > SYN-ACK > ClientHello > data',
  forms: {
    WebSocket: {},
    HTTP: {
      topology: lan({ client: client(), server: server(http({ tls: true })) }),
      target: 'https://server/',
      fault: serve('server', http()),
      remedy: {
        action: 'serve-tls',
        advice: 'Have the server speak TLS on this port.',
        change: serve('server', http({ tls: true })),
      },
    },
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      fault: serve('server', nginx()),
      remedy: {
        action: 'serve-tls',
        advice: 'listen PORT ssl, with ssl_certificate and ssl_certificate_key.',
        change: serve('server', nginx({ tls: true })),
      },
    },
  },
  cause: 'plain-server',
  twin: 'healthy/certificate-of-a-private-ca',
  remedy: {
    action: 'serve-tls',
    advice: 'Have the server speak TLS on this port, or put a proxy that does in front of it.',
    change: serve('server', webSocket({ tls: true })),
  },
  lesson: {
    why: 'The client sends the first message of a handshake, and the server takes it for a request in its own protocol. What comes back begins with letters where the version of TLS should stand: wrong version number is what a library says of that.',
    tellApart:
      'The connection stands, and what comes back is text that can be read. Asked without TLS, the port answers.',
    hints: [
      'Wrong version number: of what, if no TLS came back?',
      'Ask the port without TLS: curl -i http://SERVER:PORT/',
    ],
    see: ['RFC 8446, 5.1', 'OpenSSL, SSL_R_WRONG_VERSION_NUMBER', 'RFC 9112, 2.2'],
  },
});
