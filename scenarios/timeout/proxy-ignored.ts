import {
  allowPortInProxy,
  bypassProxy,
  client,
  defineScenario,
  heedProxy,
  ignoreProxy,
  proxy,
  router,
  server,
  setSecurityGroup,
  useProxy,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The network lets out to its proxy only, and the program does not go by the proxy',
  topology: {
    hosts: {
      client: client(),
      router: router(),
      proxy: proxy(),
      server: server(webSocket()),
    },
    networks: [
      ['client', 'router'],
      ['router', 'proxy', 'server'],
    ],
  },
  target: 'ws://server/',
  fault: [
    allowPortInProxy('proxy'),
    useProxy('client', 'proxy'),
    withholdErrors('router'),
    setSecurityGroup('router'),
    ignoreProxy('client'),
  ],
  symptom: { at: 'connect', code: 'silence' },
  wire: { client: 'SYN > nothing', server: 'nothing sent' },
  forms: {
    'a program that does not look': {},
    NO_PROXY: {
      fault: [
        allowPortInProxy('proxy'),
        useProxy('client', 'proxy'),
        withholdErrors('router'),
        setSecurityGroup('router'),
        bypassProxy('client'),
      ],
    },
  },
  cause: 'proxy-ignored',
  remedy: {
    action: 'go-by-proxy',
    advice:
      'Have the program use the proxy (Node: NODE_USE_ENV_PROXY=1), and take the server out of NO_PROXY.',
    change: heedProxy('client'),
  },
  lesson: {
    why: 'The variables of a proxy bind nobody: each program reads them or does not. Where the network discards what does not go by its proxy, one that does not read them meets silence beside another that works.',
    tellApart:
      'curl works, and the program does not. The way by the proxy leads to the server; past it nothing comes back.',
    hints: [
      'Another program on the same machine works. What does it do otherwise?',
      'env | grep -i proxy',
      "With and without: curl -v http://SERVER:PORT/ and curl -v --noproxy '*' http://SERVER:PORT/",
    ],
    see: ['Node.js, NODE_USE_ENV_PROXY', 'curl(1), ENVIRONMENT', 'undici, EnvHttpProxyAgent'],
  },
});
