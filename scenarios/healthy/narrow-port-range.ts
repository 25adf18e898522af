import {
  client,
  defineScenario,
  lan,
  server,
  shrinkPortRange,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client has few local ports, but there are some left',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: shrinkPortRange('client'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A narrow range is a risk, not a failure. As long as one port is free for this destination, the connection comes about.',
    tellApart: 'Count the connections to this server against the range before you blame the range.',
    hints: ['How many local ports are there, and how many of them are in use towards this server?'],
    see: ['ip(7), ip_local_port_range'],
  },
});
