import { decides } from '../cause-file.ts';
import { byAnswer } from './by-answer.ts';

export const badGateway = byAnswer(
  'bad-gateway',
  3,
  ({ port }) => ({
    action: 'start-service',
    text: `The proxy on port ${port} works, and cannot connect to the service behind it: start the service; if it runs, compare where it listens with where the proxy leads to. The error log of the proxy names that address and the errno.`,
    commands: ['ss -ltnp'],
  }),
  (facts) => [decides('upstream', facts.upstream && !facts.upstream.connected)],
);
