import {
  addDeadAddress,
  client,
  correctRecord,
  defineScenario,
  routed,
  router,
  server,
  tryFirstAddress,
  webSocket,
  withholdErrors,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name leads to two addresses, the client tries the first, and that is dead',
  topology: withResolver(
    routed({ client: client(), router: router(), server: server(webSocket()) }),
  ),
  target: 'ws://server/',
  fault: [withholdErrors('router'), tryFirstAddress('client'), addDeadAddress('resolver')],
  symptom: { at: 'connect', code: 'silence' },
  wire: { client: 'SYN > nothing', server: 'nothing sent' },
  cause: 'one-address-dead',
  twin: 'healthy/second-address-works',
  remedy: {
    action: 'correct-record',
    advice: 'Take the dead address out of the record, or start the machine that has it.',
    change: correctRecord('resolver'),
    settlesMs: 1500,
  },
  lesson: {
    why: 'A name with several addresses shares its clients out over several machines. When one of them is gone and its address stays in the record, those clients fail that meet it: all that try the first address alone, and others for a while.',
    tellApart:
      'Some clients connect and others do not, or one client does every second time. Each address by itself either always answers or never.',
    hints: [
      'How many addresses has the name? getent ahosts NAME',
      'Try each of them by itself: nc -zv ADDRESS PORT',
      'Which clients try all of them? curl does; many libraries do not',
    ],
    see: ['RFC 8305, 5', 'getaddrinfo(3)', 'RFC 1794'],
  },
});
