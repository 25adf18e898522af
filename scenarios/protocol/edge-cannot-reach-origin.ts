import {
  client,
  defineScenario,
  dropPackets,
  edge,
  lan,
  openPort,
  pointName,
  server,
  startService,
  stopService,
  usePort,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name leads to a web accelerator, which cannot reach the server behind it',
  topology: withResolver(lan({ client: client(), edge: edge(), server: server(webSocket()) })),
  target: 'ws://server/',
  fault: [pointName('resolver', 'edge'), usePort('client', 'web'), stopService('server')],
  symptom: { at: 'upgrade', code: 'HTTP 521' },
  wire: { client: 'SYN > SYN-ACK', server: 'nothing sent' },
  forms: {
    'nothing listens': {},
    'the packets are discarded': {
      fault: [pointName('resolver', 'edge'), usePort('client', 'web'), dropPackets('server')],
      symptom: { at: 'upgrade', code: 'HTTP 522' },
      remedy: {
        action: 'open-port',
        advice: 'Let the addresses of the accelerator in through the firewall of the server.',
        change: openPort('server'),
      },
    },
  },
  cause: 'edge-cannot-reach-origin',
  twin: 'healthy/through-edge',
  remedy: {
    action: 'start-service',
    advice: 'Start the service; if it runs, let the addresses of the accelerator in.',
    change: startService('server'),
  },
  lesson: {
    why: 'The client reaches the accelerator, which opens a connection of its own to the server and fails. It says so with a status of its own: 521 refused, 522 silence, 523 no way, 525 and 526 TLS.',
    tellApart:
      'Statuses from 520 on are registered nowhere: they are the words of an accelerator, and its headers name it. What it meets, nobody else has to meet: a firewall may let in everybody but the accelerator.',
    hints: [
      'Who has such a status? Look at the headers: curl -sI http://NAME/',
      'Ask the server itself, by its own address.',
      'Does its firewall let the addresses of the accelerator in?',
    ],
    see: ['Cloudflare: 5xx errors', 'RFC 9110, 15.6'],
  },
});
