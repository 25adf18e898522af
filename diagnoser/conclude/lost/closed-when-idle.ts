import { decides, type CauseFile } from '../cause-file.ts';
import { endedIdle } from './ended-idle.ts';

export const closedWhenIdle: CauseFile = {
  cause: 'closed-when-idle',
  prior: 3,
  judge: (facts) => [
    ...endedIdle(facts),
    // A connection that answers all pings is ended too: idleness is the reason.
    decides('kept', facts.kept?.pings !== undefined && facts.kept.endsBefore === true),
  ],
  remedy: ({ kept }) => ({
    action: 'send-keepalives',
    text: `The server, or a proxy in front of it, closes a WebSocket on which nothing was said for ${kept?.closedAfterMs ?? 'some'} ms. Let the client or the service send a ping more often than that; or let what closes wait for longer: proxy_read_timeout of nginx (60 s by default), timeout tunnel of HAProxy, the idle timeout of a load balancer.`,
    commands: [],
  }),
};
