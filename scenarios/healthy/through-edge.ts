import {
  client,
  defineScenario,
  edge,
  lan,
  pointName,
  server,
  usePort,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A web accelerator stands before the server, and carries the port that the client uses',
  topology: withResolver(lan({ client: client(), edge: edge(), server: server(webSocket()) })),
  target: 'ws://server/',
  harmless: [pointName('resolver', 'edge'), usePort('client', 'web')],
  symptom: 'connected',
  wire: { client: 'SYN > SYN-ACK', server: 'nothing sent' },
  cause: 'none',
  lesson: {
    why: 'The connection ends at the accelerator, which opens one of its own to the server and passes on what is said. No packet of the client reaches the server, and all is well.',
    tellApart:
      'An address that is not the server’s is no fault as long as whoever has it carries the port.',
    hints: ['Who answers? Look at the headers: curl -sI http://NAME/'],
    see: ['RFC 9110, 7.6.3', 'RFC 6455, 4.1'],
  },
});
