import {
  addHostsLine,
  askDnsAlone,
  askSystem,
  client,
  defineScenario,
  lan,
  removeDomain,
  server,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The system has the name from its hosts file, and the program asks DNS alone',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: [removeDomain('resolver'), addHostsLine('client', 'server'), askDnsAlone('client')],
  symptom: { at: 'name', code: 'ENOTFOUND' },
  wire: 'nothing sent',
  cause: 'own-resolver',
  twin: 'healthy/right-name',
  remedy: {
    action: 'ask-system',
    advice:
      'Have the program ask the system (getaddrinfo), or give the name a record in the DNS that it asks.',
    change: askSystem('client'),
  },
  lesson: {
    why: 'Which sources of names there are, and in which order, is said in nsswitch.conf, and getaddrinfo(3) heeds that. A program that has a resolver of its own (c-ares, DNS over HTTPS of a browser, the resolver of nginx) asks DNS and nobody else: what a hosts file, mDNS or LDAP knows, it does not.',
    tellApart:
      'getent finds the address, and so does any other program; dig does not. A name that nobody knows is found by neither.',
    hints: [
      'Does another program on the same machine find the name? getent ahosts NAME',
      'Compare with: dig NAME',
      'How does the program look names up? A resolver setting, DNS over HTTPS, an image with musl or without nsswitch.conf',
    ],
    see: ['nsswitch.conf(5)', 'getaddrinfo(3)', 'Node.js, dns: implementation considerations'],
  },
});
