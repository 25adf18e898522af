import {
  behindForwardRouted,
  defineScenario,
  startBackend,
  stopBackend,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The address is that of a service of Kubernetes, and no backend of it is ready',
  topology: behindForwardRouted(webSocket()),
  target: 'ws://server/',
  fault: stopBackend('server', 'other'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > ICMP 3/3',
  cause: 'no-backend',
  clientSees: 'rejectedByIcmp',
  twin: 'healthy/forwarded-port',
  remedy: {
    action: 'start-service',
    advice:
      'Start the pods of the service, or correct its selector and their readiness probe: kubectl get endpointslices shows which it has.',
    change: startBackend('server', 'other'),
  },
  lesson: {
    why: 'The address of a service belongs to no program. kube-proxy puts rules on each node that lead it to a pod which is ready (DNAT). When none is, it takes them away, and in iptables mode rejects new connections with ICMP 3/3, port unreachable: the client reads "Connection refused".',
    tellApart:
      'It is an ICMP error and no reset, as a rule of a firewall sends it, and it comes from the node. On the node the rule that counts says so itself: "has no endpoints". To delete it mends nothing, for then nothing listens.',
    hints: [
      'Is it a reset, or an ICMP error? tcpdump -n "tcp port PORT or icmp or icmp6"',
      'Does a program have the port, or do rules lead it on? ss -ltn; iptables-save',
      'Which rule counts on the node while you try, and what does its comment say?',
      'kubectl get endpointslices; kubectl get pods: which of them is ready?',
    ],
    see: [
      'Kubernetes: Virtual IPs and Service Proxies',
      'Kubernetes: pkg/proxy/iptables/proxier.go',
      'iptables-extensions(8), REJECT',
    ],
  },
});
