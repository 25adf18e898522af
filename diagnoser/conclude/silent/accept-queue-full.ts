import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';

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
  remedy: ({ port, server }) => {
    const [listener] = server?.listening?.listeners ?? [];
    return {
      action: 'accept-faster',
      text: `The service on port ${port}${listener?.process === undefined ? '' : ` (${listener.process})`} does not accept its connections fast enough. See what holds it up; give it a longer queue only after that.`,
      commands: [`ss -ltn 'sport = :${port}'`, 'nstat -az TcpExtListenOverflows'],
    };
  },
};
