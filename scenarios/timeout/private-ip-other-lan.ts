import {
  behindRouter,
  client,
  defineScenario,
  useHost,
  webSocket,
  withholdErrors,
  withInnerNetwork,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client uses an inner address of the server, and is not in that network',
  documented: 'Connection Timeout, 6',
  topology: withInnerNetwork(
    behindRouter(webSocket(), { ways: ['address'], client: client({ byDefaultRoute: true }) }),
    'server',
  ),
  target: 'ws://server/',
  // All addresses of the lab are unique local ones over IPv6 (RFC 4193), the public ones too.
  vary: { ipVersion: [4] },
  fault: [withholdErrors('router'), useHost('client', 'server', 'inner address')],
  symptom: { at: 'connect', code: 'silence' },
  wire: { client: 'SYN > nothing', server: 'nothing sent' },
  forms: {
    'a path that says nothing': {},
    'a router that says so': {
      fault: useHost('client', 'server', 'inner address'),
      symptom: { at: 'connect', code: 'ENETUNREACH' },
      wire: { client: 'SYN > ICMP 3/0', server: 'nothing sent' },
    },
  },
  cause: 'private-ip-other-lan',
  twin: 'healthy/inner-address',
  remedy: {
    action: 'use-right-address',
    advice: 'Use the public address of the server, or join its network, for example by a VPN.',
    change: useHost('client', 'server', 'address'),
  },
  lesson: {
    why: 'Addresses such as 10.x, 172.16.x to 172.31.x and 192.168.x mean something within one network only. From outside no route leads there: the client hands the packet to its router, and somewhere on the way it is discarded, or belongs to somebody else.',
    tellApart:
      'The address is of a private range, and the client has no route to it but the default one. The same server answers on its public address.',
    hints: [
      'To which range does the address belong?',
      'Which way does the client send it? ip route get ADDRESS',
      'Does the server have another address? ip addr show',
    ],
    see: ['RFC 1918, 3', 'RFC 4193', 'ip-route(8)'],
  },
});
