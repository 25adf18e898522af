import {
  client,
  defineScenario,
  lan,
  server,
  startResolver,
  stopResolver,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'Nothing listens on port 53 of the machine that the client takes for its resolver',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: stopResolver('resolver'),
  symptom: { at: 'name', code: 'EAI_AGAIN' },
  wire: 'nothing sent',
  cause: 'resolver-not-listening',
  remedy: {
    action: 'mend-resolver',
    advice: 'Start the resolver, or set the client to one that runs.',
    change: startResolver('resolver'),
  },
  lesson: {
    why: 'The machine is up, and its kernel answers the question with ICMP port unreachable: there is no program behind the port. The C library gives up at once and says EAI_AGAIN.',
    tellApart:
      'The refusal comes at once and from the kernel of the resolver. SERVFAIL comes at once, too, but from a resolver that runs.',
    hints: [
      'Is it the name, or every name? Try another.',
      'Who is asked, and what comes back? tcpdump -n icmp or port 53, while: dig NAME',
    ],
    see: ['RFC 1122, 4.1.3.1', 'resolv.conf(5)', 'getaddrinfo(3), EAI_AGAIN'],
  },
});
