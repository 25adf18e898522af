import { expect, test } from 'vitest';
import { clients } from './clients/index.ts';
import { urlFor } from './client.ts';

const target = { scheme: 'ws', host: 'fd00:1::2', port: 8080, path: '/chat' };

test('an address of IPv6 stands in brackets in a URL', () => {
  expect(urlFor({ speaks: 'http' }, target)).toBe('http://[fd00:1::2]:8080/chat');
  expect(urlFor({ speaks: 'websocket' }, { ...target, host: '10.0.0.7' })).toBe(
    'ws://10.0.0.7:8080/chat',
  );
});

test('and wherever a client is given it with its port in one word', () => {
  const words = clients.flatMap((client) =>
    'page' in client ? [client.page(target)] : client.argv(target),
  );
  const together = words.filter((word) => word.includes('fd00:1::2') && word.includes('8080'));
  expect(together.length).toBeGreaterThan(8);
  for (const word of together) expect(word).toContain('[fd00:1::2]:8080');
});
