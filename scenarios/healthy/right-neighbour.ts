import { amongNeighbours, defineScenario, pinNeighbour, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The client has a permanent entry for the server, with the hardware address that it has',
  topology: amongNeighbours(webSocket()),
  target: 'ws://server/',
  harmless: pinNeighbour('client', 'server'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A permanent entry is a defence against others who answer for an address. As long as the machine keeps its network card nothing is different.',
    tellApart: 'The hardware address of the entry is the one that ip link shows on the server.',
    hints: ['On the server: ip -br link; on the client: ip neigh show nud permanent'],
    see: ['ip-neighbour(8), nud', 'RFC 826'],
  },
});
