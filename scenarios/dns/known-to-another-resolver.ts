import {
  client,
  defineScenario,
  forwardZone,
  lan,
  removeDomain,
  resolver,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The first resolver of the client does not know the name, and the second does',
  topology: lan({
    client: client(),
    resolver: resolver(),
    other: resolver(),
    server: server(webSocket()),
  }),
  target: 'ws://server/',
  fault: removeDomain('resolver'),
  symptom: { at: 'name', code: 'ENOTFOUND' },
  wire: 'nothing sent',
  cause: 'known-to-another-resolver',
  twin: 'healthy/second-resolver',
  remedy: {
    action: 'forward-zone',
    advice:
      'Have the first resolver pass questions for the zone on to the one that knows it, or put that one first.',
    change: forwardZone('resolver', 'other'),
  },
  lesson: {
    why: 'A name of a company, or of what is behind a VPN, is known to the resolver of that network alone (split DNS). The list of resolv.conf is for resolvers that all know the same: "no such name" is an answer, and with it the search is over.',
    tellApart:
      'dig asks the first resolver, and finds nothing; asked by its address, the other one knows the name. Where none knows it, there is no such name.',
    hints: [
      'Is it a name of one network alone, of a company or a VPN?',
      'Which resolvers has the client, and in which order? cat /etc/resolv.conf; resolvectl status',
      'Ask each of them: dig NAME @RESOLVER',
    ],
    see: ['resolv.conf(5), nameserver', 'RFC 2308, 2.1', 'RFC 8499, split DNS'],
  },
});
