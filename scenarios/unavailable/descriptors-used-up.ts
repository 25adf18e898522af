import {
  client,
  defineScenario,
  lan,
  raiseDescriptorLimit,
  server,
  useUpDescriptors,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The program has as many descriptors open as it may, and gets none for a socket',
  topology: {
    ...lan({ client: client(), server: server(webSocket()) }),
    // To look a name up takes descriptors, too, and ends in other errors.
    ways: ['address'],
  },
  target: 'ws://server/',
  fault: useUpDescriptors('client'),
  symptom: { at: 'local', code: 'EMFILE' },
  wire: 'nothing sent',
  cause: 'descriptors-used-up',
  remedy: {
    action: 'raise-descriptor-limit',
    advice:
      'Find what keeps descriptors open, and close it; raise the limit of the service (LimitNOFILE) where it needs that many.',
    change: raiseDescriptorLimit('client'),
  },
  lesson: {
    why: 'A socket is a descriptor, as an open file is, and a process may have a limited number of them: 1024 by default. A program that does not close its connections, or has many clients, comes to that number one day, and socket(2) fails before anything is sent.',
    tellApart:
      'The error comes at once, in a program that has run for long; started anew it works for a while. Another program on the same machine connects.',
    hints: [
      'Did a packet leave the client at all?',
      'Does another program on the same machine connect? nc -zv SERVER PORT',
      'How many has it, and how many may it have? ls /proc/PID/fd | wc -l; grep files /proc/PID/limits',
      'What are they? ss -tnp | grep pid=PID; lsof -p PID',
    ],
    see: ['socket(2), EMFILE', 'getrlimit(2), RLIMIT_NOFILE', 'systemd.exec(5), LimitNOFILE'],
  },
});
