import { client, defineScenario, lan, server, useScheme, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The client speaks plain HTTP, and the server accepts WebSocket only',
  documented: 'Other Errors, 1',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: useScheme('client', 'http'),
  symptom: { at: 'upgrade', code: 'HTTP 426' },
  wire: 'SYN > SYN-ACK',
  vary: { make: ['node', 'node-400', 'workerman-4', 'workerman-5'] },
  cause: 'http-to-websocket',
  remedy: {
    action: 'use-websocket-client',
    advice: 'Connect with a WebSocket client: ws:// in place of http://.',
    change: useScheme('client', 'ws'),
  },
  lesson: {
    why: 'A server that accepts WebSocket only has no page to give. It answers an ordinary request with 426 Upgrade Required, or with 400 and the version of WebSocket that it speaks.',
    tellApart:
      'Both statuses come from a server that is there and works. A WebSocket handshake to the same port gets 101.',
    hints: [
      'What does the status ask the client to do?',
      'Try the handshake: curl -i -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" -H "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" http://SERVER:PORT/',
    ],
    see: ['RFC 9110, 15.5.22', 'RFC 6455, 4.4'],
  },
});
