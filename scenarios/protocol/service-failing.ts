import {
  client,
  configure,
  configureRight,
  defineScenario,
  http,
  lan,
  server,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service is reached, and answers that it fails',
  topology: lan({ client: client(), server: server(http()) }),
  target: 'http://server/',
  fault: configure('server', { status: '500' }),
  symptom: { at: 'upgrade', code: 'HTTP 500' },
  wire: 'SYN > SYN-ACK',
  forms: {
    'status 500': {},
    'status 503': {
      fault: configure('server', { status: '503' }),
      symptom: { at: 'upgrade', code: 'HTTP 503' },
    },
  },
  cause: 'service-failing',
  remedy: {
    action: 'mend-service',
    advice: 'See in the log of the service why it fails, and mend that.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'The request came to the service, which could not serve it: an exception, a database that is away, maintenance.',
    tellApart:
      'The page is of the service and not of a proxy or balancer: 502 and 504 would speak of something behind.',
    hints: ['Who wrote the page?', 'What does the log of the service say at that moment?'],
    see: ['RFC 9110, 15.6'],
  },
});
