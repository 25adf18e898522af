import { client, defineScenario, lan, server, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'Nothing is wrong: the connection works',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'The client sends a SYN, the server answers with SYN and ACK, the client acknowledges, and the protocol begins.',
    tellApart: 'What works needs no remedy. A diagnoser that finds fault here finds it anywhere.',
    hints: ['Connect, and see what comes back.'],
    see: ['RFC 9293, 3.5', 'RFC 6455, 4'],
  },
});
