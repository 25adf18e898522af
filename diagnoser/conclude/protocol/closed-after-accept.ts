import { sh } from '../command.ts';
import { byAnswer } from './by-answer.ts';

export const closedAfterAccept = byAnswer('closed-after-accept', 2, ({ port }) => ({
  action: 'mend-service',
  text: `Whoever accepts on port ${port} closes without a word. See in the log of the service why: this address is not let in (hosts.deny, a list of its own), its limit of clients is reached, or what it needs itself is not there. Where a forwarder has the port (docker-proxy, a load balancer, ssh -L), nothing may listen behind it.`,
  commands: [sh`ss -ltnp ${`sport = :${port}`}`],
}));
