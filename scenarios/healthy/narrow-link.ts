import {
  client,
  defineScenario,
  http,
  narrowLink,
  routed,
  router,
  server,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A link on the way takes smaller packets, and the router in front of it says so',
  topology: routed({
    client: client(),
    router: router(),
    far: router(),
    server: server(http({ bytes: 8000 })),
  }),
  target: 'http://server/',
  harmless: narrowLink('router', 'far'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'The first large segment is discarded, and the router tells its sender by ICMP how large one may be. The kernel of the server remembers that for ten minutes, and sends smaller ones.',
    tellApart: 'On the server ip route get CLIENT has an mtu behind it, which it has learnt.',
    hints: ['On the server: ip route get CLIENT; tracepath CLIENT'],
    see: ['RFC 1191, 3', 'RFC 8201, 4', 'ip-sysctl.rst, mtu_expires'],
  },
});
