import {
  client,
  defineScenario,
  lan,
  machine,
  rebind,
  useLoopback,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name localhost leads to ::1 and to 127.0.0.1, and the client tries both',
  topology: lan({ client: client({ service: webSocket() }), other: machine() }),
  target: 'ws://client/',
  vary: { ipVersion: [4] },
  harmless: [rebind('client', 'loopback'), useLoopback('client', 'localhost')],
  symptom: 'connected',
  // What a machine says to itself leaves it by no interface.
  wire: 'nothing sent',
  cause: 'none',
  lesson: {
    why: 'The service listens on 127.0.0.1 alone, and ::1 comes first. A client that tries the addresses one after the other (RFC 8305) is refused at the first at once, and connects to the second.',
    tellApart: 'What is refused by the same machine costs less than a millisecond.',
    hints: ['getent ahosts localhost; ss -ltn'],
    see: ['RFC 8305', 'RFC 6761, 6.3'],
  },
});
