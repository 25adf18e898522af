import {
  blockAnswer,
  client,
  defineScenario,
  lan,
  server,
  unblockAnswer,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The resolver blocks the name, and answers with an address that means nobody',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: blockAnswer('resolver'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'nothing sent',
  cause: 'blocked-answer',
  twin: 'healthy/right-name',
  remedy: {
    action: 'unblock-answer',
    advice: 'Take the name off the list of the resolver, or ask a resolver that does not block.',
    change: unblockAnswer('resolver'),
  },
  lesson: {
    why: 'Blockers (Pi-hole, AdGuard, hosts files of that kind, rules of a company) answer for names on their lists with 0.0.0.0 or ::. Linux takes these for the machine itself, on which nothing listens: refused, at once, and without a packet.',
    tellApart:
      'The error names 0.0.0.0 or ::, which no server has. Another resolver answers with the address of the server.',
    hints: [
      'Which address does the error name?',
      'Ask the resolver of the machine, and another one: dig NAME; dig NAME @OTHER',
      'Is it a line of the machine itself? getent hosts NAME; grep NAME /etc/hosts',
    ],
    see: ['RFC 1122, 3.2.1.3', 'RFC 4291, 2.5.2', 'ip(7), INADDR_ANY'],
  },
});
