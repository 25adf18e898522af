import { client, defineScenario, routed, router, server, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'There is no IPv4, and the connection works over IPv6',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  vary: { ipVersion: [6] },
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'TCP is the same over both. The address is longer, stands in brackets in a URL, and the name has an AAAA record in place of an A record.',
    tellApart:
      'A tool that counts or pings over IPv4 alone sees nothing here. It says nothing of the connection.',
    hints: ['Which family has the address? Ask the tools for that one: ping -6, ip -6 route.'],
    see: ['RFC 8200', 'RFC 3986, 3.2.2', 'RFC 4193'],
  },
});
