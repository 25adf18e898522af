import {
  amongMachines,
  defineScenario,
  edge,
  pointName,
  useHost,
  usePort,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name leads to a web accelerator, which does not carry the port to the server',
  documented: 'Connection Refuse, 4',
  topology: amongMachines(webSocket(), { ways: ['dns'], other: edge() }),
  target: 'ws://server/',
  fault: pointName('resolver', 'other'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: { client: 'SYN > RST', server: 'nothing sent' },
  cause: 'cdn-in-path',
  twin: 'healthy/through-edge',
  remedy: {
    action: 'bypass-edge',
    advice: 'Give the service a name of its own that leads to the server, past the accelerator.',
    change: useHost('client', 'server', 'own name'),
  },
  forms: {
    'by the own name': {},
    'by a port that it carries': {
      remedy: {
        action: 'bypass-edge',
        advice: 'Serve the application on a port that the accelerator carries, 80 or 443.',
        change: usePort('client', 'web'),
      },
    },
  },
  lesson: {
    why: 'An accelerator answers for the name and carries the ports of the web to the server behind it. On any other port nobody listens there, although the server does: the client is refused by a machine that never asked the server.',
    tellApart:
      'Ask the same name for a page: the headers name who answers (Via, X-Cache, CF-Ray). On the server, nothing arrives while the client is refused.',
    hints: [
      'Is the address that the name gives an address of the server?',
      'Who answers there on port 80? curl -sI http://NAME/',
      'Which ports does the accelerator carry? Its documentation has a list.',
    ],
    see: ['RFC 9110, 7.6.3', 'RFC 9111, 3', 'RFC 9293, 3.10.7.1'],
  },
});
