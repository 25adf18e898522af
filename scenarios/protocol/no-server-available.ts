import {
  behindProxy,
  defineScenario,
  startService,
  stopService,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The load balancer in front of the service takes none of its servers for alive',
  topology: behindProxy('haproxy', webSocket(), { checks: 'yes' }),
  target: 'ws://server/',
  fault: stopService('backend'),
  symptom: { at: 'upgrade', code: 'HTTP 503' },
  wire: 'SYN > SYN-ACK',
  cause: 'no-server-available',
  clientSees: 'answersUnavailable',
  twin: 'healthy/websocket-through-nginx',
  remedy: {
    action: 'start-service',
    advice: 'Start the service on one of the servers; or see what the health checks ask for.',
    change: startService('backend'),
    settlesMs: 1000,
  },
  lesson: {
    why: 'A balancer asks its servers every few seconds whether they are alive, and sends requests to those that are. With none left it answers by itself.',
    tellApart:
      'HAProxy says "No server is available to handle this request", Envoy "no healthy upstream". A server that is alive may be taken for dead: the check asks for a path that it does not have.',
    hints: [
      'Whose words are these?',
      'In the log of the balancer: Server … is DOWN, and why',
      'What does the health check ask for, and what does it get?',
    ],
    see: ['RFC 9110, 15.6.4', 'HAProxy: check'],
  },
});
