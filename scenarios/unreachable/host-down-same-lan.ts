import {
  amongNeighbours,
  defineScenario,
  renumber,
  useHost,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: "No machine on the client's own network has the address",
  topology: amongNeighbours(webSocket()),
  target: 'ws://server/',
  fault: renumber('server'),
  symptom: { at: 'connect', code: 'EHOSTUNREACH' },
  wire: 'nothing sent',
  cause: 'host-down-same-lan',
  remedy: {
    action: 'start-host',
    advice: 'Start the machine that has the address, or use the address of one that runs.',
    change: useHost('client', 'server', 'new address'),
  },
  lesson: {
    why: 'On its own network the client asks all for the hardware address that belongs to the address. Nobody answers three times, a second apart; then the kernel gives up what waits, and the program is told EHOSTUNREACH.',
    tellApart:
      'It takes three seconds; a firewall that says "No route to host" says it at once. Only questions for the hardware address leave the client, and ip neigh shows FAILED for the address of the server itself.',
    hints: [
      'How long does it take until the error comes?',
      'Is the address one of the own network? ip route get SERVER',
      'Does anybody answer for it? ip neigh show to SERVER; arping SERVER',
    ],
    see: ['arp(7), mcast_solicit', 'RFC 826', 'RFC 4861, 7.2.2'],
  },
});
