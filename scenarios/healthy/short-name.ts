import {
  client,
  defineScenario,
  lan,
  searchIn,
  server,
  useShortName,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The domain is in the search list of a client that uses a name without it',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  harmless: [useShortName('client'), searchIn('client', 'right')],
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'The system completes the name with the domains of its search list, and asks for that.',
    tellApart:
      'dig NAME does not use the list, and finds nothing; getent does, and finds the address.',
    hints: ['Ask as programs do: getent ahosts NAME', 'dig +search NAME'],
    see: ['resolv.conf(5), search'],
  },
});
