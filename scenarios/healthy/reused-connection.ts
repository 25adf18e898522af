import { client, defineScenario, http, lan, server } from '../../harness/index.ts';

export default defineScenario({
  title: 'A connection that is kept for the next request, and is still there for it',
  topology: lan({ client: client(), server: server(http()) }),
  target: 'http://server/',
  idleMs: 1500,
  symptom: 'connected',
  wire: 'SYN > SYN-ACK > data',
  cause: 'none',
  lesson: {
    why: 'A client keeps its connection to ask again on it, which saves a handshake. The server keeps it as well, for a time that it may tell (Keep-Alive: timeout=5).',
    tellApart:
      'The second answer comes on the same connection. That the client was idle in between is no fault as long as it is idle for less than the server waits.',
    hints: [
      'Is there a second SYN?',
      'What does the server say of how long it waits? The header Keep-Alive',
    ],
    see: ['RFC 9112, 9.3', 'RFC 9112, 9.5'],
  },
});
