import { client, defineScenario, lan, redis, server } from '../../harness/index.ts';

export default defineScenario({
  title: 'The service protects itself from strangers by a password, and admits the client',
  topology: lan({
    client: client(),
    server: server(redis({ 'protected-mode': 'yes', requirepass: 'correct-horse' })),
  }),
  target: 'tcp://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'Redis in protected mode refuses other machines while its default user has no password. With one, it takes every connection, and wants the password in the first command.',
    tellApart:
      'It says nothing until it is asked, and keeps the connection. What is refused by address is refused at once.',
    hints: ['Does it say something by itself? nc SERVER PORT'],
    see: ['Redis: redis.conf, protected-mode', 'Redis: AUTH'],
  },
});
