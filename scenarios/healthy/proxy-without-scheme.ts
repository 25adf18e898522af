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
  title: 'The setting of the proxy lacks its scheme, and the client takes it for HTTP',
  topology: lan({ client: client(), proxy: proxy(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: [allowPortInProxy('proxy'), useProxy('client', 'proxy', 'https_proxy', 'without')],
  symptom: 'connected',
  wire: { client: 'nothing sent', server: 'SYN > SYN-ACK' },
  cause: 'none',
  lesson: {
    why: 'curl, Go and many others take HOST:PORT for http://HOST:PORT. Node and the libraries of Python end with an error before anything is sent: for these it is to be written in full.',
    tellApart:
      'The error of a program that does not take it names a URL or a scheme, and no address that it tried.',
    hints: ['env | grep -i proxy', 'Does curl get through with the same setting?'],
    see: ['curl(1), --proxy', 'urllib3, ProxySchemeUnknown', 'Node.js, NODE_USE_ENV_PROXY'],
  },
});
