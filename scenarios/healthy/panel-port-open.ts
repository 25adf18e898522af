import {
  client,
  defineScenario,
  installPanel,
  lan,
  openPortInPanel,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A hosting panel rules the firewall, and this port is on its list',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: [installPanel('server'), openPortInPanel('server')],
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A firewall that denies by default is how a server should be. It harms only what it was not told of.',
    tellApart:
      'The panel and its default are the same in both cases; the list differs by one port.',
    hints: ['Does the firewall of the server know of this port?'],
    see: ['ufw(8)'],
  },
});
