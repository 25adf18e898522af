import type { Facts } from '../../observe/facts.ts';
import { decides, type CauseFile } from '../cause-file.ts';
import { endedIdle } from './ended-idle.ts';

export const pongMissing: CauseFile = {
  cause: 'pong-missing',
  prior: 3,
  judge: (facts) => {
    const says = saysPing(facts);
    return [
      ...endedIdle(facts),
      decides('kept', livesByPongs(facts) || (says && facts.kept?.endsBefore !== true)),
    ];
  },
  remedy: () => ({
    action: 'answer-pings',
    text: 'The server pings its clients, and ends a connection on which no pong comes back. Libraries of WebSocket answer pings by themselves, as long as they come to it: look for what keeps the client from it, a long computation or a blocking call in its event loop, a tab or machine that was put to sleep, something on the way that passes no pings on. A client without a library must send back each ping as a pong. Where clients may be slow, let the server wait for longer (websockets: ping_timeout; ws: the interval of its heartbeat).',
    commands: [],
  }),
};

/** Of two parallel WebSockets, the one that answered pings stayed open, and the other was closed. */
const livesByPongs = ({ kept }: Facts): boolean =>
  kept !== undefined &&
  (kept.pings ?? 0) > 0 &&
  kept.endsBefore === false &&
  kept.unansweredAfterMs !== undefined;

/** The close reason says so (RFC 6455, 7.1.6), as with websockets: keepalive ping timeout. */
const saysPing = ({ evidence: { symptom } }: Facts): boolean =>
  symptom.code.startsWith('close ') &&
  /\b(ping|pong|heartbeat) ?time-?(d )?out\b/i.test(symptom.message);
