import {
  client,
  defineScenario,
  http,
  lan,
  server,
  unsetProxy,
  useProxy,
} from '../../harness/index.ts';

export default defineScenario({
  title: "The client's settings name a local proxy that is not running",
  documented: 'Connection Refuse, 6',
  topology: lan({ client: client(), server: server(http()) }),
  target: 'http://server/',
  fault: useProxy('client', 'nobody'),
  symptom: { at: 'proxy', code: 'ECONNREFUSED' },
  wire: 'nothing sent',
  forms: {
    http_proxy: {},
    ALL_PROXY: { fault: useProxy('client', 'nobody', 'ALL_PROXY') },
    SOCKS: { fault: useProxy('client', 'nobody', 'ALL_PROXY', 'socks') },
  },
  cause: 'client-proxy-gone',
  twin: 'healthy/past-proxy',
  remedy: {
    action: 'bypass-proxy',
    advice: 'Unset http_proxy, https_proxy and ALL_PROXY, or list the server in NO_PROXY.',
    change: unsetProxy('client'),
  },
  lesson: {
    why: 'A proxy program writes its address into the environment, or a person does, and the settings outlive the program: a tunnel of ssh -D, which speaks SOCKS, ends with its session. Clients that read them go to the proxy first, and a closed port of their own machine refuses them.',
    tellApart:
      "The error names the address that was tried: it is the proxy's, often 127.0.0.1, and not the server's. Clients that do not read the settings connect: curl reads http_proxy in small letters and ALL_PROXY, Node only with NODE_USE_ENV_PROXY=1, the ws library none.",
    hints: [
      'Read the whole error. Is that the address of the server?',
      'env | grep -i proxy',
      "Try once past the proxy: curl --noproxy '*' http://SERVER:PORT/",
    ],
    see: ['curl(1), ENVIRONMENT', 'RFC 9110, 3.7', 'Node.js, NODE_USE_ENV_PROXY'],
  },
});
