import { client, defineScenario, http, http2, lan, serve, server } from '../../harness/index.ts';

export default defineScenario({
  title: 'The server speaks HTTP/2 without TLS, and nothing else',
  topology: lan({ client: client(), server: server(http()) }),
  target: 'http://server/',
  fault: serve('server', http2()),
  symptom: { at: 'upgrade', code: 'HPE_INVALID_CONSTANT' },
  wire: 'SYN > SYN-ACK',
  cause: 'http2-only',
  remedy: {
    action: 'serve-http1',
    advice:
      'Let the server speak HTTP/1.1 as well, or use a client that speaks HTTP/2 from the first byte.',
    change: serve('server', http()),
  },
  lesson: {
    why: 'Over TLS client and server agree on the version (ALPN); without TLS a client has to know. Servers of gRPC speak HTTP/2 alone, and answer HTTP/1.1 with a frame of settings and goodbye.',
    tellApart:
      'What comes back is binary: three bytes of length, then type 4 (SETTINGS) or 7 (GOAWAY).',
    hints: [
      'The bytes are no text. Which protocol begins so?',
      'curl -i --http2-prior-knowledge http://SERVER:PORT/',
    ],
    see: ['RFC 9113, 3.3, 3.4 and 6.8'],
  },
});
