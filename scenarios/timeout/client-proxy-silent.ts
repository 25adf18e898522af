import {
  allowPortInProxy,
  client,
  continueProxy,
  defineScenario,
  lan,
  pauseProxy,
  proxy,
  server,
  useProxy,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The proxy that the client is set to use accepts connections and says nothing',
  topology: lan({ client: client(), proxy: proxy(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: [allowPortInProxy('proxy'), useProxy('client', 'proxy'), pauseProxy('proxy')],
  symptom: { at: 'proxy', code: 'silence' },
  wire: 'nothing sent',
  cause: 'client-proxy-silent',
  twin: 'healthy/through-proxy',
  remedy: {
    action: 'mend-proxy',
    advice: 'Let the proxy go on, or go past it where the network allows that.',
    change: continueProxy('proxy'),
  },
  lesson: {
    why: 'The kernel of the proxy accepts connections for a program that does not run on. CONNECT is written, and nothing comes back.',
    tellApart:
      'Nothing ever comes to the server. A proxy that lives and waits for the server answers at once what needs no server, such as a request for a page of its own.',
    hints: [
      'The server is not asked at all. Who is?',
      'env | grep -i proxy',
      "Try once past the proxy: curl --noproxy '*' http://SERVER:PORT/",
    ],
    see: ['RFC 9110, 9.3.6', 'signal(7), SIGSTOP', 'listen(2)'],
  },
});
