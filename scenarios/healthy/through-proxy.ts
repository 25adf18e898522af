import {
  allowPortInProxy,
  client,
  defineScenario,
  lan,
  proxy,
  server,
  useProxy,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client goes through a proxy that lets it, and the connection works',
  topology: lan({ client: client(), proxy: proxy(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: [allowPortInProxy('proxy'), useProxy('client', 'proxy')],
  symptom: 'connected',
  wire: { client: 'nothing sent', server: 'SYN > SYN-ACK' },
  cause: 'none',
  lesson: {
    why: 'The client asks the proxy for a tunnel, the proxy connects to the server, and what they say to one another passes through.',
    tellApart:
      'The server sees the address of the proxy. A proxy in the settings is no fault as long as it answers CONNECT with 200.',
    hints: ['Which address does the server see? Whose is it?'],
    see: ['RFC 9110, 9.3.6'],
  },
});
