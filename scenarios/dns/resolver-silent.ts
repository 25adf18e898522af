import {
  allowQueries,
  client,
  defineScenario,
  dropQueries,
  lan,
  server,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall in front of the resolver discards the questions, so no name can be resolved',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: dropQueries('resolver'),
  symptom: { at: 'name', code: 'EAI_AGAIN' },
  wire: 'nothing sent',
  cause: 'resolver-silent',
  remedy: {
    action: 'mend-resolver',
    advice: 'Let UDP and TCP port 53 of the resolver in, or set the client to another one.',
    change: allowQueries('resolver'),
  },
  lesson: {
    why: 'The question goes out and nothing comes back. The client asks again, and the next resolver, for ten seconds with the defaults of the C library, and only then says EAI_AGAIN. Programs with a shorter patience call that a connect timeout.',
    tellApart:
      'No packet goes to the server. Time tells it from the other two: they are over at once.',
    hints: [
      'How long did it take to fail? And with an address instead of the name?',
      'Which resolver is asked? cat /etc/resolv.conf',
      'Does it answer anything? dig NAME @RESOLVER',
    ],
    see: ['resolv.conf(5), timeout', 'RFC 1035, 4.2.1', 'getaddrinfo(3), EAI_AGAIN'],
  },
});
