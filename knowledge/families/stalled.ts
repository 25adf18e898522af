import type { Family } from '../family.ts';
import { sources } from './sources.ts';

export const stalled: Family = {
  name: 'stalled',
  stage: 'exchange',
  says: 'The connection stands, and the answer does not come in the time that the client waits.',
  symptoms: [],
  words: [
    {
      by: 'Python requests',
      says: [
        'Read timed out. (read timeout',
        'ReadTimeoutError',
        'requests.exceptions.ReadTimeout',
      ],
      source: 'urllib3, src/urllib3/connectionpool.py; requests, src/requests/exceptions.py',
    },
    {
      by: 'Python',
      says: ['httpx.ReadTimeout', 'httpcore.ReadTimeout', 'Timeout on reading data from socket'],
      source: 'httpx, httpx/_exceptions.py; aiohttp, aiohttp/client_exceptions.py',
    },
    {
      by: 'Node fetch',
      says: [
        'UND_ERR_HEADERS_TIMEOUT',
        'Headers Timeout Error',
        'UND_ERR_BODY_TIMEOUT',
        'Body Timeout Error',
      ],
      source: 'undici, docs/docs/api/Errors.md',
    },
    {
      by: 'Node ws',
      says: ['Opening handshake has timed out'],
      source: 'ws, lib/websocket.js',
    },
    {
      by: 'curl',
      says: ['Operation timed out after <number> milliseconds with'],
      source: 'curl, lib/multi.c and lib/progress.c',
    },
    {
      by: 'Java',
      says: ['SocketTimeoutException: Read timed out', 'HttpTimeoutException: request timed out'],
      source: sources.java,
    },
    {
      by: 'Python websockets',
      says: ['timed out during opening handshake', 'timed out during handshake'],
      source: 'websockets, src/websockets/asyncio/client.py',
    },
    {
      by: 'Go',
      says: ['timeout awaiting response headers', 'http: server closed connection before response'],
      source: 'Go, src/net/http/transport.go',
    },
    {
      by: 'npm',
      says: ['EIDLETIMEOUT', 'Idle timeout reached for host', 'ERR_SOCKET_TIMEOUT'],
      source: 'npm/agent, lib/errors.js',
    },
    {
      by: 'ssh',
      says: [
        'Connection timed out during banner exchange',
        'banner exchange: Connection to <host> port <port>: Connection timed out',
      ],
      source: 'OpenSSH, sshconnect.c and kex.c',
    },
    {
      by: 'Safari',
      says: ["the server where this page is located isn't responding"],
      source: 'Safari, localised error pages',
    },
  ],
  suspects: [
    {
      cause: 'server-stalled',
      look: [
        {
          on: 'server',
          run: "ss -tnp 'sport = :PORT'",
          shows: 'the connection with a Recv-Q that is not 0: the service does not read it',
        },
      ],
    },
    {
      cause: 'server-stopped',
      look: [
        {
          on: 'server',
          run: 'ps -eo pid,stat,comm',
          shows: 'the state T beside the service, and in ss -ltn connections wait (Recv-Q)',
        },
      ],
    },
    {
      cause: 'mtu-black-hole',
      look: [
        {
          on: 'client',
          run: 'curl -sI http://SERVER:PORT/; ping -M do -c 2 -s 1472 SERVER',
          shows:
            'the header of the page, which itself does not come; large pings get no answer, small ones do',
        },
        {
          on: 'server',
          run: "ss -tin 'sport = :PORT'",
          shows: 'retrans that rises: the same segment is sent again and again',
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
          shows: 'an answer, where without the option none comes',
        },
      ],
    },
  ],
};
