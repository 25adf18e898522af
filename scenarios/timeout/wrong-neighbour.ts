import {
  amongNeighbours,
  correctNeighbour,
  defineScenario,
  fixNeighbour,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title:
    'A permanent entry of the client gives the server the hardware address of a machine that is gone',
  topology: amongNeighbours(webSocket()),
  target: 'ws://server/',
  fault: fixNeighbour('client', 'server'),
  symptom: { at: 'connect', code: 'silence' },
  wire: { client: 'SYN > nothing', server: 'nothing sent' },
  cause: 'wrong-neighbour',
  clientSees: 'silentByEntry',
  twin: 'healthy/right-neighbour',
  remedy: {
    action: 'correct-neighbour',
    advice: 'Delete the entry: ip neigh del. The client asks again, and is answered.',
    change: correctNeighbour('client', 'server'),
  },
  lesson: {
    why: 'An entry that was set by hand (ip neigh add … nud permanent, arp -s) is neither asked for nor forgotten. When the machine gets another network card, or its address goes to another machine, frames still go to the old hardware address, and no switch knows anybody there.',
    tellApart:
      'ip neigh has PERMANENT beside the address; an entry that was learnt is REACHABLE or STALE, and of a machine that is gone it is FAILED. Other machines of the network reach the server.',
    hints: [
      'Do other machines on the same network reach the server?',
      'To which hardware address do the frames go? tcpdump -e',
      'Was that asked for, or set by hand? ip neigh show nud permanent',
    ],
    see: ['ip-neighbour(8), nud', 'arp(8), -s', 'RFC 826'],
  },
});
