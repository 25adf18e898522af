import { sh } from '../command.ts';
import { byAnswer } from './by-answer.ts';

export const closedAfterAccept = byAnswer(
  'closed-after-accept',
  2,
  ({ handshake, port, retries }) => {
    const words = handshake?.closeReason ?? wordsIn(handshake?.firstBytes);
    const how =
      words === undefined ? 'without a word' : `after it has said ${JSON.stringify(words)}`;
    const others = retries?.stood
      ? ' A connection on which nothing is said stands: it may be a server of another protocol than that of the url (an MQTT broker, a SOCKS proxy), which ends what it does not understand.'
      : '';
    return {
      action: 'mend-service',
      text: `Whoever accepts on port ${port} closes ${how}. See in the log of the service why: this address is not let in (hosts.deny, a list of its own), its limit of clients is reached, or what it needs itself is not there. Where a forwarder has the port (docker-proxy, a load balancer, ssh -L), nothing may listen behind it.${others}`,
      commands: [sh`ss -ltnp ${`sport = :${port}`}`],
    };
  },
);

const mostWords = 160;

/** Readable part of the first bytes; the length and number of a packet are not. */
const wordsIn = (bytes = ''): string | undefined =>
  /[\x20-\x7e]{8,}/.exec(bytes)?.[0].slice(0, mostWords);
