import { rise } from '../../observe/counters.ts';
import type { Facts } from '../../observe/facts.ts';
import { speaksAgainst, speaksFor } from '../cause-file.ts';
import { sh } from '../command.ts';
import { isStopped, notWorkerman } from './stands-still.ts';
import { byAnswer } from './by-answer.ts';

/** A forwarder that tries a server behind it again and again says nothing meanwhile (RFC 4022, tcpAttemptFails). */
const failing = (facts: Facts): string =>
  rise(facts, 'Tcp.ActiveOpens') && rise(facts, 'Tcp.AttemptFails')
    ? 'While the client tried, a connection failed that the server itself had begun: if what has the port is a proxy or forwarder, see first whether the service behind it runs. '
    : '';

export const serverStalled = byAnswer(
  'server-stalled',
  3,
  (facts) => ({
    action: 'mend-service',
    text: `${failing(facts)}The service on port ${facts.port} takes the connection and does not come to answer: it waits for something else (a database, a lock, a full pool), or one long computation keeps it. See what its process is doing; to start it again helps until the next time.`,
    commands: [sh`ss -ltnp ${`sport = :${facts.port}`}`],
  }),
  (facts) => [
    speaksAgainst('owner', isStopped(facts)),
    speaksFor('unaccepted', facts.unaccepted),
    notWorkerman(facts),
  ],
);
