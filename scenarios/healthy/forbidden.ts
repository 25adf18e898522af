import { client, defineScenario, http, lan, server } from '../../harness/index.ts';

export default defineScenario({
  title: 'The web server does not let this client see the page',
  topology: lan({ client: client(), server: server(http({ status: 403 })) }),
  target: 'http://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A status of 403 is the answer of a service that works: the request came to it, and it has decided.',
    tellApart:
      'The connection stands and HTTP is spoken. What is to be changed is what is asked for, or by whom, and neither network nor server.',
    hints: ['Who answered, the service or something in front of it?', 'curl -i URL'],
    see: ['RFC 9110, 15.5'],
  },
});
