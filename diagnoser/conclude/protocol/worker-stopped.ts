import type { Facts } from '../../observe/facts.ts';
import { latestOf } from '../../observe/counters.ts';
import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { isStopped } from './stands-still.ts';
import { suspects } from './suspects.ts';

export const workerStopped: CauseFile = {
  cause: 'worker-stopped',
  prior: 2,
  judge: (facts) => {
    const { handshake, owner, reply, speech, stay } = facts;
    if (suspects(facts).includes('worker-stopped')) {
      return [
        speaksFor('handshake', handshake !== undefined),
        speaksFor('tries', facts.tries?.isDivided),
        speaksFor('owner', isStopped(facts)),
      ];
    }
    if (stay === undefined) return [];
    return [
      decides('stay', stay.ended === 'silence' && stay.asked),
      decides('reply', reply === 'accepted'),
      speaksAgainst('handshake', speech !== undefined && speech !== 'as-asked'),
      speaksFor('owner', isStopped(facts)),
      speaksAgainst('owner', owner !== undefined && !isStopped(facts) && !hasLeftOne(facts)),
    ];
  },
  remedy: ({ owner, port }) =>
    owner?.stoppedPid === undefined
      ? {
          action: 'mend-service',
          text: `Of the processes or servers behind port ${port} some answer, and one says nothing. Find it: a process in the state T of ps, or one in whose sockets bytes wait (Recv-Q of ss). Let it go on (kill -CONT), or start it anew and see in its log what it waits for; where a balancer is in front, have it check its servers.`,
          commands: [sh`ss -tnp state established ${`sport = :${port}`}`, 'ps -eo pid,stat,comm'],
        }
      : {
          action: 'continue-service',
          text: `One of the processes that serve port ${port} is stopped, by a debugger, a script or kill -STOP, and the others answer: let it go on.`,
          commands: [sh`kill -CONT ${owner.stoppedPid}`],
        },
};

/**
 * After a client has closed, a server that does not close leaves CLOSE_WAIT (tcp(7)); a lost FIN leaves no such
 * trace.
 */
const hasLeftOne = ({ evidence }: Facts): boolean =>
  (latestOf(evidence)?.sockets['CLOSE-WAIT'] ?? 0) > 0;
