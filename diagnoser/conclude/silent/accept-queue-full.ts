import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const acceptQueueFull: CauseFile = {
  cause: 'accept-queue-full',
  prior: 2,
  judge: ({ alive, reply, server }) => {
    const full = server?.listening?.listeners.some(({ queued, backlog }) => queued > backlog);
    return [
      decides('reply', reply === 'silence'),
      speaksAgainst('life', alive === false),
      speaksFor('listeners', full),
      decides('overflows', server?.rose && server.rose.overflows > 0),
    ];
  },
  remedy: ({ port }) => ({
    action: 'accept-faster',
    text: `The service on port ${port} does not accept its connections fast enough. See what holds it up; give it a longer queue only after that.`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`, 'nstat -az TcpExtListenOverflows'],
  }),
};
