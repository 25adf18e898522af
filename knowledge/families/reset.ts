import type { Family } from '../family.ts';
import { sources } from './sources.ts';

export const reset: Family = {
  name: 'reset',
  says: 'The connection stood, and the other end, or something on the way, ended it before an answer came.',
  symptoms: ['ECONNRESET', 'EPIPE', 'EOF'],
  words: [
    {
      by: 'Node',
      says: ['socket hang up', 'read ECONNRESET', 'write ECONNRESET', 'other side closed'],
      source: 'Node, lib/_http_client.js; errno(3); undici, lib/core/errors.js',
    },
    {
      by: 'any program',
      says: ['Connection reset by peer', 'ECONNRESET', 'Broken pipe'],
      source: 'errno(3)',
    },
    {
      by: 'curl',
      says: ['Empty reply from server', 'Recv failure', 'Send failure'],
      source: 'curl, lib/http.c and lib/cf-socket.c',
    },
    {
      by: 'Python',
      says: [
        'ConnectionResetError',
        'RemoteDisconnected',
        'Remote end closed connection without response',
        'ServerDisconnectedError',
      ],
      source: 'Python, Lib/http/client.py; aiohttp, aiohttp/client_exceptions.py',
    },
    {
      by: 'Go',
      says: ['connection reset by peer', 'unexpected EOF'],
      source: 'Go, src/syscall and src/io/io.go',
    },
    {
      by: 'Java',
      says: ['java.net.SocketException: Connection reset', 'Unexpected end of file from server'],
      source:
        'OpenJDK, src/java.base/share/classes/sun/nio/ch and sun/net/www/http/HttpClient.java',
    },
    {
      by: 'Chromium',
      says: ['ERR_CONNECTION_RESET', 'ERR_EMPTY_RESPONSE', 'ERR_CONNECTION_CLOSED'],
      source: sources.chromium,
    },
    {
      by: 'Firefox',
      says: ['PR_CONNECT_RESET_ERROR', 'NS_ERROR_NET_RESET'],
      source: sources.firefox,
    },
  ],
  suspects: [
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
      cause: 'server-full',
      look: [
        {
          on: 'client',
          run: 'nc SERVER PORT </dev/null',
          shows: 'the service says that it has too many clients, and closes',
        },
      ],
    },
  ],
};
