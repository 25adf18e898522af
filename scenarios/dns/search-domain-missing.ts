import {
  client,
  defineScenario,
  lan,
  searchIn,
  server,
  useShortName,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'Another domain is in the search list of a client that uses a name without its domain',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: [useShortName('client'), searchIn('client', 'wrong')],
  symptom: { at: 'name', code: 'ENOTFOUND' },
  wire: 'nothing sent',
  cause: 'search-domain-missing',
  clientSees: 'shortNameUnknown',
  twin: 'healthy/short-name',
  remedy: {
    action: 'correct-search-list',
    advice: 'Use the whole name, or put its domain into the search list.',
    change: searchIn('client', 'right'),
  },
  lesson: {
    why: 'A name of one word is completed with the domains of the search list, one after the other, before it is given up. The list comes with a network: from DHCP, a VPN, or the cluster in which a container runs. In another network the same word means nothing.',
    tellApart:
      'The whole name is found on the same machine. A name that does not exist is not found with any domain.',
    hints: [
      'Has the name a dot? Does the whole name work?',
      'Which domains are tried? grep -E "search|domain|options" /etc/resolv.conf; resolvectl domain',
      'Compare: getent ahosts NAME, dig NAME, dig +search NAME',
    ],
    see: ['resolv.conf(5), search and ndots', 'RFC 1535', 'RFC 8499'],
  },
});
