import { expect, test } from 'vitest';
import { targetOf } from './target.ts';

test.each([
  ['ws://a.test', { scheme: 'ws', host: 'a.test', port: 80, path: '/' }],
  ['wss://a.test/x?y=1', { scheme: 'wss', host: 'a.test', port: 443, path: '/x?y=1' }],
  ['http://[fd00::1]:8080', { scheme: 'http', host: 'fd00::1', port: 8080, path: '/' }],
  ['tcp://10.0.0.1:22', { scheme: 'tcp', host: '10.0.0.1', port: 22, path: '/' }],
])('%s', (url, target) => {
  expect(targetOf(url)).toEqual({ url, ...target });
});

test.each(['', '10.0.0.1:80', 'ftp://a.test', 'tcp://a.test', 'ws://a.test:0', 'ws://', 'a:1'])(
  '%j is no target',
  (url) => {
    expect(targetOf(url)).toBeUndefined();
  },
);
