import { expect, test } from 'vitest';
import type { Handshake, Target } from '../evidence.ts';
import { otherHost } from './led-to-gateway.ts';

const target: Target = {
  ...{ url: 'http://shop.test/', scheme: 'http', host: 'shop.test', port: 80, path: '/' },
};
const answer = (status: number, location?: string): Handshake => ({
  ...{ asked: 'http', port: 80, answer: 'http', afterMs: 1, status },
  ...(location === undefined ? {} : { headers: { location } }),
});

test.each([
  [302, 'http://login.test/?u=shop.test', 'login.test'],
  [307, 'http://[fd00::1]/', 'fd00::1'],
  [302, 'https://SHOP.test/', undefined],
  [302, '/login', undefined],
  [302, undefined, undefined],
  [200, 'http://login.test/', undefined],
])('%i to %s leads to another host: %s', (status, location, host) => {
  expect(otherHost(answer(status, location), target)).toBe(host);
});
