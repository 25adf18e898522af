import type { Facts } from '../../observe/facts.ts';
import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';

export const idleTimeout: CauseFile = {
  cause: 'idle-timeout',
  prior: 3,
  judge: (facts) => {
    const { reply, speech, stay } = facts;
    return [
      // A middlebox that forgets a connection tells neither end, and lets a new one pass.
      decides('stay', stay?.asked === true && (stay.ended === 'silence' || mayBeForgotten(facts))),
      decides('reply', reply === 'accepted'),
      speaksAgainst('handshake', speech !== undefined && speech !== 'as-asked'),
      speaksAgainst('owner', facts.owner?.stoppedPid),
    ];
  },
  remedy: ({ evidence: { symptom } }) => {
    const { answeredMs, askedMs } = symptom;
    const idle =
      answeredMs === undefined || askedMs === undefined
        ? ''
        : ` for ${Math.round(askedMs - answeredMs)} ms`;
    return {
      action: 'send-keepalives',
      text: `A new connection works, and the one on which nothing was said${idle} got no answer any more: a firewall or NAT in the way has forgotten it. Let the client or the service send something more often than that, a ping of WebSocket or a TCP keep-alive; where the firewall is yours, let it remember idle connections for longer.`,
      commands: [],
    };
  },
};

/**
 * Some load balancers answer packets of unknown connections with a reset. So does a server that had closed the
 * connection itself: for HTTP, both are possible until the server's idle timeout is known.
 */
const mayBeForgotten = ({ evidence, kept, stay }: Facts): boolean =>
  stay?.ended === 'reset' &&
  evidence.target.scheme.startsWith('http') &&
  kept?.endsBefore === undefined;
