import { speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { resetByTarget } from './reset-by-target.ts';

export const notListening: CauseFile = {
  cause: 'not-listening',
  prior: 10,
  judge: (facts) => [
    ...resetByTarget(facts, 'nowhere'),
    speaksAgainst('services', facts.services && facts.services.found !== undefined),
    speaksFor(
      'services',
      facts.services && facts.services.found === undefined && facts.services.alike.length === 0,
    ),
  ],
  remedy: ({ port }) => ({
    action: 'start-service',
    text: `Nothing listens on port ${port} of the server. Start the service, and see why it stopped.`,
    commands: ['systemctl --failed', sh`ss -ltnp ${`sport = :${port}`}`],
  }),
};
