import { expect, test } from 'vitest';
import { factsWith } from '../sample-facts.ts';
import { listenOnAll } from './rebind.ts';

const textFor = (used: string, address: string): string =>
  listenOnAll(
    factsWith({
      address: used,
      listeners: {
        where: 'elsewhere',
        listeners: [{ family: 'ipv4', address, port: 8080, queued: 0, backlog: 1 }],
      },
    }),
  ).text;

test.each([
  [
    '10.0.0.2',
    '127.0.0.1',
    'listen on 0.0.0.0:8080 (or on :: for both families); now it listens on 127.0.0.1 only',
  ],
  ['fd88::2', '0.0.0.0', 'listen on [::]:8080, for both families; now it listens on 0.0.0.0 only'],
  ['10.0.0.2', '::', 'listen on [::]:8080, for both families; now it listens on :: only'],
])('where the client uses %s and the service has %s: %s', (used, own, says) => {
  expect(textFor(used, own)).toContain(says);
});

test('the first thread of Node is not what its user calls it', () => {
  const listener = {
    family: 'ipv4',
    address: '127.0.0.1',
    port: 8080,
    queued: 0,
    backlog: 1,
  } as const;
  const listeners = [{ ...listener, process: 'MainThread', pid: 7 }];
  const facts = factsWith({ address: '10.0.0.2', listeners: { where: 'loopback', listeners } });
  expect(listenOnAll(facts).text).toContain('Make the service (node) listen');
});
