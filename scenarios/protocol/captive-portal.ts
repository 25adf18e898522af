import {
  behindRouter,
  capture,
  client,
  defineScenario,
  http,
  signIn,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The network answers in place of the server, until the user has signed in to it',
  topology: behindRouter(webSocket(), { client: client({ byDefaultRoute: true }) }),
  target: 'ws://server/',
  fault: capture('router'),
  symptom: { at: 'upgrade', code: 'HTTP 302' },
  wire: { client: 'SYN > SYN-ACK', server: 'nothing sent' },
  forms: {
    'by a redirect': {},
    'by status 511': {
      topology: behindRouter(http(), { client: client({ byDefaultRoute: true }) }),
      target: 'http://server/',
      fault: capture('router', 'status'),
      symptom: { at: 'upgrade', code: 'HTTP 511' },
    },
  },
  cause: 'captive-portal',
  remedy: {
    action: 'sign-in',
    advice: 'Open a page by http:// in a browser, and do what the network asks for.',
    change: signIn('router'),
  },
  lesson: {
    why: 'Networks of hotels, trains and cafés let nobody out who has not signed in. Their router takes every connection for its own, whatever its address is, and answers with the way to a page.',
    tellApart:
      'The answer comes whatever server is asked, be it one that does not exist: 192.0.2.1 is an address for documents. At the server itself no packet arrives.',
    hints: [
      'Who sends the client elsewhere? Look at the place that it names.',
      'Ask a machine that cannot be there: curl -i http://192.0.2.1/',
      'Does the same happen with another server?',
    ],
    see: ['RFC 8952', 'RFC 6585, 6', 'RFC 5737'],
  },
});
