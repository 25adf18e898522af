import {
  client,
  defineScenario,
  http,
  narrowLink,
  nginx,
  routed,
  router,
  server,
  tellErrors,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A link on the way takes smaller packets, and nobody tells the server so',
  topology: routed({
    client: client(),
    router: router(),
    far: router(),
    server: server(http({ bytes: 8000 })),
  }),
  target: 'http://server/',
  fault: [narrowLink('router', 'far'), withholdErrors('router'), withholdErrors('far')],
  symptom: { at: 'upgrade', code: 'silence' },
  wire: 'SYN > SYN-ACK > data',
  forms: {
    HTTP: {},
    TLS: {
      topology: routed({
        client: client(),
        router: router(),
        far: router(),
        server: server(nginx({ tls: true })),
      }),
      target: 'https://server/',
      symptom: { at: 'tls', code: 'silence' },
      // With a key share against quantum computers it is larger than the link takes: its end alone arrives.
      wire: { client: 'SYN > SYN-ACK > ClientHello > nothing', server: 'SYN > SYN-ACK > data' },
    },
  },
  cause: 'mtu-black-hole',
  twin: 'healthy/narrow-link',
  remedy: {
    action: 'let-sizes-be-told',
    advice:
      'Let ICMP "fragmentation needed" (ICMPv6 "packet too big") through; where that is not yours, clamp the MSS at a router before the link, or lower the MTU of the server.',
    change: tellErrors('router', 'far'),
  },
  lesson: {
    why: 'Each end tells the other how large its own network lets a segment be (MSS), and nobody knows of a tunnel or PPPoE in between. A router there discards what is too large and says so by ICMP; where that is filtered, the sender repeats the same packet for minutes.',
    tellApart:
      'What is small passes: the handshake of TCP, a ping, a HEAD request, an answer of a few words. A page or a certificate does not. At the client its last, short segment may come, behind a gap that nothing fills (TcpExtTCPOFOQueue); the server sends again and again.',
    hints: [
      'The connection stands, and the request was taken. Does a short answer come? curl -I',
      'How large may a packet be on this way? ping -M do -s 1472 SERVER, and smaller; tracepath SERVER',
      'Does the server repeat its answer? On the server: ss -ti',
    ],
    see: ['RFC 2923, 2.1', 'RFC 1191, 4', 'RFC 8201, 4', 'tcp(7), tcp_mtu_probing'],
  },
});
