import { client, defineScenario, lan, nginx, server, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'A private authority has signed the certificate, which ends within a day: it is valid',
  topology: lan({ client: client(), server: server(webSocket({ tls: { ends: 'soon' } })) }),
  target: 'wss://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: { ends: 'soon' } })) }),
      target: 'https://server/',
    },
  },
  cause: 'none',
  lesson: {
    why: 'Whom a client trusts is a list on its own machine. An authority that is on it is as good as any other, and a certificate is valid to its last second.',
    tellApart:
      'What no public authority knows may be trusted here: the store of the client decides. That a certificate ends soon is worth a note, and no failure.',
    hints: [
      'Who signed the certificate, and does this machine trust them?',
      'Compare the dates of the certificate with the clock.',
    ],
    see: ['RFC 5280, 6.1', 'update-ca-certificates(8)'],
  },
});
