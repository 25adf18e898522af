import { client, defineScenario, lan, nginx, server, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The certificate has a wildcard in place of the name of the server: it is good for it',
  topology: lan({ client: client(), server: server(webSocket({ tls: { names: 'any' } })) }),
  target: 'wss://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  // No wildcard is good for an address.
  vary: { way: ['hosts-file', 'dns'] },
  forms: {
    Node: {},
    nginx: {
      topology: lan({ client: client(), server: server(nginx({ tls: { names: 'any' } })) }),
      target: 'https://server/',
    },
  },
  cause: 'none',
  lesson: {
    why: 'A wildcard stands for one label, the first: *.shop.test is good for chat.shop.test, and neither for shop.test nor for a.chat.shop.test.',
    tellApart:
      'The name of the URL is not in the certificate letter by letter, and no client complains.',
    hints: ['Which names does the certificate have?', 'How many labels does the star stand for?'],
    see: ['RFC 9525, 6.3'],
  },
});
