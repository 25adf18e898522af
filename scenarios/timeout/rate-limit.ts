import {
  behindRouter,
  defineScenario,
  guardHost,
  limitConnections,
  raiseLimit,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall rule limits how many connections may come in, and the limit is reached',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), guardHost('server'), limitConnections('server', 'tight')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'rate-limit',
  clientSees: 'silentButAlive',
  twin: 'healthy/limit-that-does-not-bite',
  remedy: {
    action: 'raise-limit',
    advice:
      'Raise the limit to what is usual for the service, and leave the rule: it is there for floods.',
    change: raiseLimit('server'),
  },
  lesson: {
    why: 'A limit lets so many new connections through in a time, and a few at once; what is above that goes on to the next rule, which discards it. It counts everybody, or each client by itself: a pool that opens anew after an outage is above it at once.',
    tellApart:
      'Some connections come about and others do not, by when they come and how many there are. Connections that stand go on. On the server the rule behind the limit counts while you try.',
    hints: [
      'Does it work again after a while without attempts?',
      'How many connections a minute does the client open?',
      'On the server: iptables -S; nft list ruleset. Look for limit, hashlimit, recent, connlimit',
    ],
    see: ['iptables-extensions(8), limit, hashlimit, connlimit', 'nft(8), LIMIT STATEMENT'],
  },
});
