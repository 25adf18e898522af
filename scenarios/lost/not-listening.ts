import {
  amongMachines,
  defineScenario,
  startService,
  stopService,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service ends while a connection stands, and is not started again',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  fault: stopService('server'),
  when: 'connected',
  symptom: { at: 'stay', code: 'close 1006' },
  wire: 'SYN > SYN-ACK > data > FIN',
  anew: { at: 'connect', code: 'ECONNREFUSED' },
  cause: 'not-listening',
  clientSees: 'closedThenRefused',
  remedy: {
    action: 'start-service',
    advice: 'Start the service, and see why it ended; let the client connect again by itself.',
    change: startService('server'),
  },
  lesson: {
    why: 'When a process ends, the kernel closes its connections with a FIN for each. The client gets no close frame before it, which its library reports as 1006. Nothing listens any more, so a new connection is refused.',
    tellApart:
      'A FIN came, and at once: the machine and the path are well. A firewall that cuts a connection leaves silence, or a reset at the next message, and never a FIN. Try again: a service that was started anew accepts, one that has ended refuses.',
    hints: [
      'The end came by itself, while nothing was asked. Who can send a FIN?',
      'Connect again. What does the answer say about the port?',
      'On the server, look for the port: ss -ltn',
    ],
    see: ['RFC 6455, 7.1.5', 'RFC 9293, 3.6', 'exit(2)'],
  },
});
