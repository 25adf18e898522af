import type { Family } from '../family.ts';
import { protocolWords } from './protocol-words.ts';

export const protocol: Family = {
  name: 'protocol',
  stage: 'upgrade',
  says: 'The connection stands, so neither port nor firewall is to blame: the two ends do not speak the same language.',
  symptoms: ['HTTP', 'HPE_INVALID_CONSTANT'],
  words: protocolWords,
  suspects: [
    {
      cause: 'websocket-to-http',
      look: [
        {
          on: 'client',
          run: 'curl -i http://SERVER:PORT/',
          shows: 'an ordinary page: the server is a web server and knows no WebSocket there',
        },
      ],
    },
    {
      cause: 'workerman-wrong-scheme',
      look: [
        {
          on: 'server',
          run: 'ps ax | grep WorkerMan',
          shows: 'http://, text:// or tcp:// before the port, where websocket:// is meant',
        },
      ],
    },
    {
      cause: 'websocket-to-raw-tcp',
      look: [
        {
          on: 'client',
          run: "printf 'GET / HTTP/1.1\\r\\n\\r\\n' | nc SERVER PORT",
          shows: 'an answer that does not begin with HTTP/, and often says which protocol it is',
        },
      ],
    },
    {
      cause: 'http-to-websocket',
      look: [
        {
          on: 'client',
          run: 'curl -i http://SERVER:PORT/',
          shows: '426 Upgrade Required, or 400 with Sec-WebSocket-Version: connect with ws://',
        },
      ],
    },
    {
      cause: 'upgrade-stripped',
      look: [
        {
          on: 'client',
          run: 'curl -i -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" -H "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" http://SERVER:PORT/',
          shows:
            '426 Upgrade Required, or 400, although the upgrade was asked for, and Server names a proxy',
        },
      ],
    },
    {
      cause: 'wrong-path',
      look: [
        {
          on: 'client',
          run: 'curl -i http://SERVER:PORT/ws',
          shows: '404 or 400 at one path, and at another the request for an upgrade gets 101',
        },
      ],
    },
    {
      cause: 'redirected',
      look: [
        {
          on: 'client',
          run: 'curl -i http://SERVER:PORT/',
          shows: '301, 302, 307 or 308, and Location says where to',
        },
      ],
    },
    {
      cause: 'token-required',
      look: [
        {
          on: 'client',
          run: 'curl -i http://SERVER:PORT/',
          shows: '401, and WWW-Authenticate says what is wanted',
        },
      ],
    },
    {
      cause: 'origin-refused',
      look: [
        {
          on: 'client',
          run: 'curl -i -H "Origin: http://SERVER" -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" -H "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" http://SERVER:PORT/',
          shows: '101 with the origin of the host, 403 with another or none',
        },
      ],
    },
    {
      cause: 'subprotocol-missing',
      look: [
        {
          on: 'client',
          run: 'curl -i -H "Sec-WebSocket-Protocol: mqtt" -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" -H "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" http://SERVER:PORT/',
          shows: '101 with the name of the subprotocol, 400 without',
        },
      ],
    },
    {
      cause: 'host-not-served',
      look: [
        {
          on: 'client',
          run: 'curl -i -H "Host: NAME" http://SERVER:PORT/',
          shows: 'another answer by the name that the server knows',
        },
      ],
    },
    {
      cause: 'socket-io-without-query',
      look: [
        {
          on: 'client',
          run: 'curl -i "http://SERVER:PORT/socket.io/?EIO=4&transport=polling"',
          shows: 'a packet that begins with 0{"sid": the server is Socket.IO',
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
      cause: 'proxy-protocol-unexpected',
      look: [
        {
          on: 'client',
          run: 'nc SERVER PORT </dev/null',
          shows: '400 Bad Request before anything was asked',
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
    {
      cause: 'http2-only',
      look: [
        {
          on: 'client',
          run: 'curl -i --http2-prior-knowledge http://SERVER:PORT/',
          shows: 'an answer, where HTTP/1.1 gets binary bytes',
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
      cause: 'server-full',
      look: [
        {
          on: 'client',
          run: 'nc SERVER PORT </dev/null',
          shows: 'the service says that it has too many clients, and closes',
        },
      ],
    },
    {
      cause: 'captive-portal',
      look: [
        {
          on: 'client',
          run: 'curl -i http://SERVER:PORT/',
          shows: 'a page of the network in place of the service, or 511',
        },
      ],
    },
  ],
};
