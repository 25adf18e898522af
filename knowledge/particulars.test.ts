import { expect, test } from 'vitest';
import { particularsOf } from './particulars.ts';

test.each([
  ['connect ECONNREFUSED 10.0.0.7:8080', { host: '10.0.0.7', port: '8080' }],
  ['connect ECONNREFUSED ::1:8080 [::1]:8080', { host: '::1', port: '8080' }],
  ['dial tcp 10.0.0.7:8080: connect: x', { host: '10.0.0.7', port: '8080' }],
  [
    "WebSocket connection to 'ws://shop.example:80/x' failed: Unexpected response code: 404",
    { scheme: 'ws', host: 'shop.example', port: '80', status: '404' },
  ],
  [
    'curl: (7) Failed to connect to shop.example port 8080 after 3 ms',
    { host: 'shop.example', port: '8080' },
  ],
  [
    'nc: connect to shop.example (10.0.0.7) port 8080 (tcp) failed',
    { host: 'shop.example', port: '8080' },
  ],
  ['Unable to connect to localhost:3000 (x)', { host: 'localhost', port: '3000' }],
  ['dial tcp: lookup shop.example on 10.0.0.53:53: no such host', { host: 'shop.example' }],
  ['wget: unable to resolve host address ‘shop.example’', { host: 'shop.example' }],
  ['getaddrinfo ENOTFOUND shop.example', { host: 'shop.example' }],
  ['2026-11-24 10:58:33 ERROR 426: Upgrade Required.', { status: '426' }],
  ['urllib.error.HTTPError: HTTP Error 502: Bad Gateway', { status: '502' }],
  ['at net.js:1148:16, server.go:45', {}],
  ['nothing of the kind', {}],
])('%s', (text, expected) => {
  expect(particularsOf(text)).toEqual(expected);
});

test('what goes into a command is a word and nothing else', () => {
  const { host, port } = particularsOf("connect to a.b;rm$(x)|'.example port 80; http://$(x):80/");
  expect(`${host} ${port}`).toMatch(/^[\w.:-]+ [\w.:-]+$/);
});
