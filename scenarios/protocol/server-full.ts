import {
  client,
  configure,
  configureRight,
  defineScenario,
  lan,
  occupy,
  redis,
  server,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service takes no more clients: its limit is reached',
  topology: lan({ client: client(), server: server(redis()) }),
  target: 'tcp://server/',
  fault: [configure('server', { maxclients: '1' }), occupy('server')],
  symptom: { at: 'exchange', code: 'EOF' },
  wire: 'SYN > SYN-ACK > data > FIN',
  cause: 'server-full',
  remedy: {
    action: 'take-more-clients',
    advice: 'Raise maxclients, or close clients that are idle.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'A service counts its clients. Beyond the limit it accepts, says so and closes: Redis "-ERR max number of clients reached", PostgreSQL 53300, MySQL 1040.',
    tellApart:
      'The connection stands, and the service itself says what is wrong, in its own protocol, before anything was asked.',
    hints: [
      'It hangs up. Did it say something before?',
      'Listen: nc SERVER PORT',
      'How many clients has it: ss -tn state established',
    ],
    see: ['Redis: redis.conf, maxclients', 'PostgreSQL: max_connections'],
  },
});
