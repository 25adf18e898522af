import {
  bypassProxy,
  client,
  defineScenario,
  http,
  lan,
  server,
  useProxy,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The settings name a proxy that is not running, and NO_PROXY excepts the server',
  topology: lan({ client: client(), server: server(http()) }),
  target: 'http://server/',
  harmless: [bypassProxy('client'), useProxy('client', 'nobody')],
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'Programs that read the proxy settings read NO_PROXY, too, and go past the proxy to the hosts on that list.',
    tellApart:
      'The proxy is as dead as in the other case; nobody asks it. But for wget, which reads no_proxy in lower case only: what works in one program may fail in the next.',
    hints: ['env | grep -i proxy. Read all of what it prints.'],
    see: ['curl(1), NO_PROXY', 'wget(1), no_proxy'],
  },
});
