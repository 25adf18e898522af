import {
  client,
  correctRecord,
  defineScenario,
  lan,
  removeRecord,
  server,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name exists, and has no address',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: removeRecord('resolver'),
  symptom: { at: 'name', code: 'ENOTFOUND' },
  wire: 'nothing sent',
  cause: 'no-address',
  remedy: {
    action: 'correct-record',
    advice: 'Give the name an address record where its zone is kept, or use the name that has one.',
    change: correctRecord('resolver'),
  },
  lesson: {
    why: 'The zone has the name, for mail or because other names lie below it, and no A or AAAA record with it. The answer is empty and without an error; getaddrinfo makes the same ENOTFOUND of it as of a name that does not exist.',
    tellApart:
      'The status of the answer is NOERROR, with no line in the answer section. Of a name that does not exist it is NXDOMAIN.',
    hints: [
      'What does the resolver say? Look at the status, and count the answers: dig NAME',
      'Which records has the name, then? dig NAME MX, dig NAME SOA',
    ],
    see: ['RFC 2308, 2.2', 'RFC 8020', 'getaddrinfo(3), EAI_NODATA'],
  },
});
