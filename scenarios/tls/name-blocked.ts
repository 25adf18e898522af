import {
  blockName,
  client,
  defineScenario,
  nginx,
  routed,
  router,
  server,
  unblockName,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'Something on the way resets TLS connections that ask for the name of the server',
  topology: routed({
    client: client(),
    router: router(),
    server: server(webSocket({ tls: true })),
  }),
  target: 'wss://server/',
  // An address is no name that is asked for. The server counts the resets of all connections together.
  vary: {
    way: ['hosts-file', 'dns'],
    noise: ['none', 'none', 'rules', 'listeners', 'connections'],
  },
  fault: blockName('router'),
  symptom: { at: 'tls', code: 'ECONNRESET' },
  wire: { client: 'SYN > SYN-ACK > ClientHello > RST', server: 'SYN > SYN-ACK' },
  forms: {
    Node: {},
    nginx: {
      topology: routed({
        client: client(),
        router: router(),
        server: server(nginx({ tls: true })),
      }),
      target: 'https://server/',
    },
  },
  cause: 'name-blocked',
  clientSees: 'cutOffByName',
  twin: 'healthy/certificate-for-many-names',
  remedy: {
    action: 'unblock-name',
    advice: 'Have whoever runs the network let the name through, or use another network.',
    change: unblockName('router'),
  },
  lesson: {
    why: 'TLS encrypts nearly everything, and not the name in its first message (SNI). Firewalls read it there and cut off what is on their list, by a reset in the name of the server. The connection itself stands before that.',
    tellApart:
      'The same address and port speak TLS when no name, or another, is asked for. The server has sent no reset: its counter of them stands still, and its log has nothing.',
    hints: [
      'The connection stands. What is the first thing that the client says?',
      'With the name, and without: openssl s_client -connect SERVER:PORT -noservername </dev/null',
      'Does the server see it? Capture on both sides at once.',
    ],
    see: ['RFC 6066, 3', 'RFC 9293, 3.5.3', 'iptables-extensions(8), string'],
  },
});
