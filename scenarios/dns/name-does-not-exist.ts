import {
  client,
  correctRecord,
  defineScenario,
  lan,
  removeDomain,
  searchIn,
  server,
  useHost,
  useShortName,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The resolver says that there is no such name',
  topology: withResolver(lan({ client: client(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: removeDomain('resolver'),
  symptom: { at: 'name', code: 'ENOTFOUND' },
  wire: 'nothing sent',
  forms: {
    'a whole name': {},
    'a word': {
      fault: [useShortName('client', 'wrong'), searchIn('client', 'wrong')],
      clientSees: 'shortNameUnknown',
      remedy: {
        action: 'use-right-address',
        advice: 'Spell the name right, and with its domain.',
        change: useHost('client', 'server', 'name'),
      },
    },
  },
  cause: 'name-does-not-exist',
  twin: 'healthy/right-name',
  remedy: {
    action: 'correct-record',
    advice: 'Spell the name right, or give it a record where its zone is kept.',
    change: correctRecord('resolver'),
  },
  lesson: {
    why: 'The resolver asked whoever has the zone, and the answer was NXDOMAIN: no record of any type has this name. The client has no address, so it sends no packet to the server.',
    tellApart:
      'ENOTFOUND is an answer. A resolver that fails, or is not there, ends in EAI_AGAIN. The status of the answer tells whether there is no such name or it has no address: NXDOMAIN or NOERROR.',
    hints: [
      'Did the client send anything to the server at all?',
      'What does the resolver say? Look at the status: dig NAME',
      'Is the name spelt right, and where is its zone kept?',
    ],
    see: ['RFC 1035, 4.1.1', 'RFC 2308, 2.1', 'getaddrinfo(3), EAI_NONAME'],
  },
});
