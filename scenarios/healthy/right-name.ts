import {
  client,
  defineScenario,
  lan,
  machine,
  server,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name is asked of a resolver, and leads to the server',
  topology: withResolver(lan({ client: client(), old: machine(), server: server(webSocket()) })),
  target: 'ws://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'The client has a name, the resolver gives it an address and a time for which that may be kept, and the SYN goes to that address.',
    tellApart:
      'Another machine beside the server is no fault, as long as the name does not lead there.',
    hints: ['Ask for the address yourself: dig NAME. Whose is it?'],
    see: ['RFC 1034, 2.4', 'resolv.conf(5)'],
  },
});
