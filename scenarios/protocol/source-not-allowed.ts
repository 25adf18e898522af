import {
  client,
  configure,
  configureRight,
  defineScenario,
  lan,
  redis,
  server,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service does not serve the address of the client, and says so',
  topology: lan({ client: client(), server: server(redis()) }),
  target: 'tcp://server/',
  fault: configure('server', { 'protected-mode': 'yes' }),
  symptom: { at: 'exchange', code: 'EOF' },
  wire: 'SYN > SYN-ACK > data > FIN',
  cause: 'source-not-allowed',
  remedy: {
    action: 'admit-client',
    advice:
      'Let the service admit the address of the client: a password or protected-mode in Redis, an account for its host in MySQL, a line in pg_hba.conf of PostgreSQL.',
    change: configureRight('server'),
  },
  twin: 'healthy/password-in-protected-mode',
  lesson: {
    why: 'A service may choose its clients by their address. It listens for all, accepts, says that this one may not come, and closes: Redis "-DENIED Redis is running in protected mode", MySQL 1130, PostgreSQL "no pg_hba.conf entry for host".',
    tellApart:
      'The connection stands, so port and firewall are open, and from the server itself it works. The service says in its own protocol, before anything was asked, whom it does not serve.',
    hints: [
      'It hangs up. Did it say something before?',
      'Listen: nc SERVER PORT',
      'On the server: does the same client work from there?',
    ],
    see: [
      'Redis: redis.conf, protected-mode',
      'MySQL: ER_HOST_NOT_PRIVILEGED (1130)',
      'PostgreSQL: 21.1, The pg_hba.conf File',
    ],
  },
});
