import type { Family } from '../family.ts';
import { sources } from './sources.ts';

export const protocol: Family = {
  name: 'protocol',
  says: 'The connection stands, so neither port nor firewall is to blame: the two ends do not speak the same language.',
  symptoms: ['HTTP', 'HPE_INVALID_CONSTANT'],
  words: [
    {
      by: 'Chromium',
      says: [
        'Unexpected response code: <status>',
        'ERR_INVALID_HTTP_RESPONSE',
        'Connection closed before receiving a handshake response',
      ],
      source: `${sources.chromium}; net/websockets/websocket_basic_handshake_stream.cc`,
    },
    {
      by: 'Node ws',
      says: ['Unexpected server response: <status>'],
      source: 'ws, lib/websocket.js',
    },
    { by: 'Go', says: ['websocket: bad handshake'], source: 'gorilla/websocket, client.go' },
    {
      by: 'Go',
      says: ['malformed HTTP response', 'malformed HTTP status code'],
      source: 'Go, src/net/http/response.go',
    },
    {
      by: 'Python',
      says: [
        'Handshake status <status>',
        'server rejected WebSocket connection: HTTP <status>',
        'did not receive a valid HTTP response',
        'http.client.BadStatusLine',
      ],
      source:
        'Python, Lib/http/client.py; websocket-client, websocket/_handshake.py; websockets, src/websockets/exceptions.py',
    },
    {
      by: 'curl',
      says: ['Received HTTP/0.9 when not allowed'],
      source: 'curl, lib/http.c',
    },
    {
      by: 'Node',
      says: ['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'],
      source: 'llhttp, src/llhttp/constants.ts',
    },
  ],
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
  ],
};
