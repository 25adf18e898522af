import {
  amongMachines,
  defineScenario,
  http,
  startService,
  stopService,
  unsetProxy,
  useProxy,
} from '../../harness/index.ts';

export default defineScenario({
  title: "The client's settings name a proxy that is not running, and neither is the service",
  topology: amongMachines(http()),
  target: 'http://server/',
  fault: useProxy('client', 'nobody'),
  symptom: { at: 'proxy', code: 'ECONNREFUSED' },
  wire: 'nothing sent',
  cause: 'client-proxy-gone',
  remedy: {
    action: 'bypass-proxy',
    advice: 'Unset http_proxy, https_proxy and ALL_PROXY, or list the server in NO_PROXY.',
    change: unsetProxy('client'),
  },
  beneath: [
    {
      fault: stopService('server'),
      symptom: { at: 'connect', code: 'ECONNREFUSED' },
      wire: 'SYN > RST',
      cause: 'not-listening',
      clientSees: 'refusedByTarget',
      remedy: {
        action: 'start-service',
        advice: 'Start the service, and see to it that it starts again with the machine.',
        change: startService('server'),
      },
    },
  ],
  lesson: {
    why: 'A client that reads the settings goes to the proxy first and is refused by its own machine; the server never hears of it. Past the proxy it is the server that refuses, with the same errno.',
    tellApart:
      'The address in the error: first 127.0.0.1 and the port of the proxy, then the server and its port. Some programs do not read the settings and meet the second fault at once.',
    hints: [
      'Read the whole error. Is that the address of the server?',
      "Try once past the proxy: curl --noproxy '*' http://SERVER:PORT/. Who refuses now?",
      'On the server, look for the port: ss -ltn',
    ],
    see: ['curl(1), ENVIRONMENT', 'RFC 9110, 3.7', 'RFC 9293, 3.10.7.1'],
  },
});
