import {
  believeUnsigned,
  client,
  defineScenario,
  lan,
  requireSignatures,
  server,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The resolver answers that it could not resolve the name',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: requireSignatures('resolver'),
  symptom: { at: 'name', code: 'EAI_AGAIN' },
  wire: 'nothing sent',
  cause: 'server-failure',
  remedy: {
    action: 'mend-resolver',
    advice:
      'Sign the zone; until then, let the resolver believe it without (a negative trust anchor).',
    change: believeUnsigned('resolver'),
  },
  lesson: {
    why: 'The record is there and right, and the resolver may not believe it: it validates signatures (DNSSEC), and the zone has none to show. SERVFAIL says just that something between the resolver and the zone went wrong.',
    tellApart:
      'The resolver answers at once, with the status SERVFAIL. A silent one takes seconds; one that is not running refuses.',
    hints: [
      'EAI_AGAIN has three causes. Which answer does the resolver give? dig NAME',
      'What does it give if it is not to validate? dig +cd NAME',
    ],
    see: ['RFC 4035, 5.5', 'RFC 8914, 4.7', 'RFC 7646', 'getaddrinfo(3), EAI_AGAIN'],
  },
});
