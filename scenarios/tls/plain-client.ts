import {
  client,
  defineScenario,
  lan,
  nginx,
  server,
  useScheme,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client speaks without TLS, and the port is one of TLS',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
  target: 'wss://server/',
  fault: useScheme('client', 'ws'),
  symptom: { at: 'upgrade', code: 'ECONNRESET' },
  wire: 'SYN > SYN-ACK > data',
  forms: {
    'Node closes': {},
    'nginx says so': {
      topology: lan({ client: client(), server: server(nginx({ tls: true })) }),
      target: 'https://server/',
      fault: useScheme('client', 'http'),
      symptom: { at: 'upgrade', code: 'HTTP 400' },
      remedy: {
        action: 'use-tls',
        advice: 'Connect with https:// in place of http://.',
        change: useScheme('client', 'https'),
      },
    },
  },
  cause: 'plain-client',
  twin: 'healthy/certificate-of-a-private-ca',
  remedy: {
    action: 'use-tls',
    advice: 'Connect with wss:// in place of ws://.',
    change: useScheme('client', 'wss'),
  },
  lesson: {
    why: 'A port of TLS waits for the first message of a handshake, and a request in clear is none. Some servers close without a word, some send an alert, and some recognise the request and say so in HTTP.',
    tellApart:
      'The connection stands, so port and firewall are well. The first message of TLS gets an answer there, and the plain request does not.',
    hints: [
      'What does the server say, if it says anything?',
      'Ask the port in TLS: openssl s_client -connect SERVER:PORT </dev/null',
    ],
    see: ['RFC 8446, 5.1', 'RFC 6455, 3', 'nginx, error_page 497'],
  },
});
