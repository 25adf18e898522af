import { decides } from '../cause-file.ts';
import { byAnswer } from './by-answer.ts';

export const upstreamCloses = byAnswer(
  'upstream-closes',
  2,
  ({ port }) => ({
    action: 'mend-service',
    text: `The proxy on port ${port} reaches the service behind it, which ends the connection before it has answered, or answers what is no HTTP: see the log of the service for that time, and whether the proxy leads to the right port and speaks the right protocol there.`,
    commands: [],
  }),
  (facts) => [decides('upstream', facts.upstream?.connected)],
);
