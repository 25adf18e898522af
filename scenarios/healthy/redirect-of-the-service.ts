import { behindProxy, defineScenario, http } from '../../harness/index.ts';

export default defineScenario({
  title: 'The web server answers that the page is elsewhere',
  topology: behindProxy('nginx-proxy', http(), { redirect: '301' }),
  target: 'http://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A redirect is an answer of the service: the request came to it, and it says where to ask next.',
    tellApart:
      'The connection is as good as with a page. Where the next place does not answer, that is a connection of its own.',
    hints: ['Read the status and Location: curl -i URL'],
    see: ['RFC 9110, 15.4'],
  },
});
