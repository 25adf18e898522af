import {
  behindRouter,
  defineScenario,
  endTrackedConnections,
  fillConnectionTable,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: "The connection table of the server's firewall is full, and it discards what is new",
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), fillConnectionTable('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'connection-table-full',
  clientSees: 'silent',
  twin: 'healthy/unrelated-rules',
  remedy: {
    action: 'hold-fewer-connections',
    advice:
      'See who holds the connections (conntrack -L), and end them; raise net.netfilter.nf_conntrack_max where so many are usual.',
    change: endTrackedConnections('server'),
  },
  lesson: {
    why: 'A firewall that looks at the state of connections keeps an entry for each, for days where nobody closes it. The table has a limit (nf_conntrack_max). Where it is reached, the kernel discards each packet that would begin a connection, of pings as well, and says so in its log alone: nf_conntrack: table full, dropping packet.',
    tellApart:
      'Connections that stand go on, and nothing new comes about, in or out, on whatever port. On the server nf_conntrack_count is as large as nf_conntrack_max, and the column drop of /proc/net/stat/nf_conntrack rises while the client tries.',
    hints: [
      'Does an older connection to the machine still work?',
      'On the server, do the packets arrive? tcpdump -n tcp port PORT',
      'sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max; dmesg | grep conntrack',
    ],
    see: [
      'nf_conntrack-sysctl.rst, nf_conntrack_max',
      'net/netfilter/nf_conntrack_core.c, __nf_conntrack_alloc',
    ],
  },
});
