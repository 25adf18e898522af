import { decides, speaksFor } from '../cause-file.ts';
import { sh } from '../command.ts';
import { isStopped, notWorkerman } from './stands-still.ts';
import { byAnswer } from './by-answer.ts';

export const serverStopped = byAnswer(
  'server-stopped',
  2,
  ({ owner, port }) => ({
    action: 'continue-service',
    text: `The process that has port ${port} is stopped, by Ctrl-Z, a debugger or kill -STOP; its kernel accepts for it. Let it go on.`,
    commands:
      owner?.stoppedPid === undefined
        ? [sh`ss -ltnp ${`sport = :${port}`}`]
        : [sh`kill -CONT ${[owner.stoppedPid, ...(owner.alsoStopped ?? [])].map(String)}`],
  }),
  (facts) => [
    decides('owner', isStopped(facts)),
    speaksFor('unaccepted', facts.unaccepted),
    notWorkerman(facts),
  ],
);
