import type { Family } from '../family.ts';
import { lostWords } from './lost-words.ts';

export const lost: Family = {
  name: 'lost',
  stage: 'exchange',
  says: 'The connection stood, and the other end, or something on the way, broke it off.',
  symptoms: ['ECONNRESET', 'EPIPE', 'EOF'],
  words: lostWords,
  suspects: [
    {
      cause: 'reset-after-accept',
      look: [
        {
          on: 'server',
          run: 'nstat -az TcpExtTCPAbortOnData TcpExtTCPAbortOnClose',
          shows:
            'one of these rises while the client tries; neither, where something on the way resets',
        },
      ],
    },
    {
      cause: 'closed-after-accept',
      look: [
        {
          on: 'client',
          run: 'nc -v SERVER PORT </dev/null',
          shows: 'the connection succeeds, and ends at once without a byte',
        },
      ],
    },
    {
      cause: 'cut-in-the-middle',
      look: [
        {
          on: 'client',
          run: 'curl -sv -o /dev/null http://SERVER:PORT/',
          shows: 'a status and Content-Length, and then (18) or (56) before that many bytes came',
        },
      ],
    },
    {
      cause: 'idle-timeout',
      look: [
        {
          on: 'client',
          run: 'ss -tno dst SERVER',
          shows: 'no timer keepalive, and the connection ends only after it was quiet for minutes',
        },
      ],
    },
    {
      cause: 'closed-when-idle',
      look: [
        {
          on: 'client',
          run: 'ss -tnoi dst SERVER',
          shows:
            'lastrcv grows, and the connection is gone at the same number each time: 60000 behind nginx by default',
        },
      ],
    },
    {
      cause: 'worker-stopped',
      look: [
        {
          on: 'server',
          run: 'ps -eo pid,stat,comm',
          shows: 'the state T of one of several processes of the service, while the others run',
        },
      ],
    },
    {
      cause: 'pong-missing',
      look: [
        {
          on: 'client',
          run: 'tcpdump -nXi any tcp port PORT',
          shows:
            'frames of the server that begin with 89, and none of the client that begins with 8a',
        },
      ],
    },
    {
      cause: 'keep-alive-race',
      look: [
        {
          on: 'client',
          run: 'curl -sv -o /dev/null http://SERVER:PORT/',
          shows:
            'Keep-Alive: timeout= seconds that are about as long as the client was idle before the request that failed',
        },
      ],
    },
    {
      cause: 'server-full',
      look: [
        {
          on: 'client',
          run: 'nc SERVER PORT </dev/null',
          shows: 'the service says that it has too many clients, or closes once others hold theirs',
        },
      ],
    },
    {
      cause: 'plain-client',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT </dev/null',
          shows: 'a certificate: the port is one of TLS, so connect with wss:// or https://',
        },
      ],
    },
    {
      cause: 'proxy-protocol-expected',
      look: [
        {
          on: 'client',
          run: 'curl -i --haproxy-protocol http://SERVER:PORT/',
          shows: 'an answer, where without the option the connection is closed',
        },
      ],
    },
    {
      cause: 'name-blocked',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT -noservername </dev/null',
          shows: 'a certificate, where the same with -servername SERVER is reset',
        },
      ],
    },
    {
      cause: 'another-program',
      look: [
        {
          on: 'server',
          run: "ss -ltnp 'sport = :PORT'",
          shows: 'another program than the service that is meant',
        },
      ],
    },
  ],
};
