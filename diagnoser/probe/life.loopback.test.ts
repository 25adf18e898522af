import { expect, test } from 'vitest';
import { watchForLife } from './life.ts';

test('an address to which nothing can be sent gives no sign of life, and ends nothing', async () => {
  // A link-local address does not tell its interface (RFC 4007, 11).
  const watch = watchForLife('fe80::20', 80);
  await watch.heard;
  watch.stop();
  expect(watch.signs.map(({ means }) => means).toSorted()).toEqual(['tcp', 'udp']);
  expect(watch.signs.every(({ code }) => code !== 'connected')).toBe(true);
});
