import {
  behindRouter,
  capture,
  client,
  defineScenario,
  http,
  signIn,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The network answers in place of the server, until the user has signed in to it',
  topology: behindRouter(http(), { client: client({ byDefaultRoute: true }) }),
  target: 'http://server/',
  fault: capture('router'),
  symptom: { at: 'upgrade', code: 'HTTP 511' },
  wire: { client: 'SYN > SYN-ACK', server: 'nothing sent' },
  cause: 'captive-portal',
  remedy: {
    action: 'sign-in',
    advice: 'Open a page by http:// in a browser, and do what the network asks for.',
    change: signIn('router'),
  },
  lesson: {
    why: 'Networks of hotels, trains and cafés let nobody out who has not signed in. Their router takes every connection for its own, whatever its address is, and answers with the way to a page: by status 511, or by a redirect to a host of its own.',
    tellApart:
      'The answer is the same whatever server is asked. At the server itself no packet arrives.',
    hints: [
      'Who sends the client elsewhere? Look at the place that it names.',
      'Does the same happen with another server? curl -i http://OTHER-SERVER/',
      'Does a packet of it arrive at the server? tcpdump -ni any tcp port PORT',
    ],
    see: ['RFC 8952', 'RFC 6585, 6'],
  },
});
