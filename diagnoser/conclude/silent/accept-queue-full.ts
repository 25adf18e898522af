import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const acceptQueueFull: CauseFile = {
  cause: 'accept-queue-full',
  prior: 2,
  judge: ({ life, listeners, overflows, reply }) => {
    const full = listeners?.listeners.some(({ queued, backlog }) => queued > backlog);
    return [
      decides('reply', reply === 'silence'),
      speaksAgainst('life', life?.alive === false),
      speaksFor('listeners', full),
      decides('overflows', overflows),
    ];
  },
  remedy: ({ port }) => ({
    action: 'accept-faster',
    text: `The service on port ${port} does not accept its connections fast enough. See what holds it up; give it a longer queue only after that.`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`, 'nstat -az TcpExtListenOverflows'],
  }),
};
