import { speaksAgainst, speaksFor } from '../cause-file.ts';
import { sh } from '../command.ts';
import { isStopped, notWorkerman } from './stands-still.ts';
import { byAnswer } from './by-answer.ts';

export const serverStalled = byAnswer(
  'server-stalled',
  3,
  ({ port }) => ({
    action: 'mend-service',
    text: `The service on port ${port} takes the connection and does not come to answer: it waits for something else (a database, a lock, a full pool), or one long computation keeps it. See what its process is doing; to start it again helps until the next time.`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`],
  }),
  (facts) => [
    speaksAgainst('owner', isStopped(facts)),
    speaksFor('unaccepted', facts.unaccepted),
    notWorkerman(facts),
  ],
);
