import { describe, expect, test } from 'vitest';
import { isBadconnError } from '../../harness/errors.ts';
import { targetOf } from './target.ts';

describe('what a person writes is taken as it is meant', () => {
  test.each([
    ['ws://shop.example:8080/chat', 'ws://shop.example:8080/chat'],
    ['tcp://10.0.0.7:22', 'tcp://10.0.0.7:22'],
    ['shop.example:5432', 'tcp://shop.example:5432'],
    ['10.0.0.7 22', 'tcp://10.0.0.7:22'],
    ['root@shop.example:22', 'tcp://shop.example:22'],
    ['localhost:8080', 'tcp://localhost:8080'],
    ['localhost:8080/path?q=1', 'http://localhost:8080/path?q=1'],
    [':8080', 'tcp://localhost:8080'],
    ['8080', 'tcp://localhost:8080'],
    ['shop.example', 'https://shop.example/'],
    ['shop.example/cart', 'https://shop.example/cart'],
    ['shop.example:80', 'http://shop.example/'],
    ['shop.example:443', 'https://shop.example/'],
    ['localhost', 'http://localhost/'],
    ['10.0.0.7', 'http://10.0.0.7/'],
    ['::1', 'http://[::1]/'],
    ['[::1]:8080', 'tcp://[::1]:8080'],
    ['redis://db.example', 'tcp://db.example:6379'],
    ['postgres://me:pass@word@db.example/shop', 'tcp://db.example:5432'],
    ['mysql://db.example:3307/shop', 'tcp://db.example:3307'],
    ['ssh://root@shop.example', 'tcp://shop.example:22'],
  ])('%s is %s', (given, url) => {
    expect(targetOf(given).url.href).toBe(url);
  });

  test('a URL needs no sentence, and what was taken for one is said', () => {
    expect(targetOf('http://a.example/').taken).toBeUndefined();
    expect(targetOf('a.example').taken).toBe(
      'a.example was taken for https://a.example/; write ws:// or wss:// for WebSocket.',
    );
    expect(targetOf('postgres://a.example').taken).toBe(
      'Tried as tcp://a.example:5432: postgres is not spoken, so only the TCP connection is diagnosed. For more, write http://, https://, ws:// or wss:// before it.',
    );
  });
});

describe('what is none is refused, with the forms that are allowed', () => {
  test.each([
    ['', 'it is neither a URL nor a host'],
    ['carrier-pigeon://a.example', 'its scheme is carrier-pigeon'],
    ['tcp://a.example', 'it names no port'],
    ['a.example:99999', 'its port is 99999, and the highest is 65535'],
    ['a.example:0', 'its port is 0, and the lowest is 1'],
    ['http://[::1]:70000/x', 'its port is 70000, and the highest is 65535'],
    ['http://', 'it is neither a URL nor a host'],
    ['a b c', 'it is neither a URL nor a host'],
  ])('%j: %s', (given, why) => {
    const refused = (): unknown => targetOf(given);
    expect(refused).toThrow(`${given} cannot be diagnosed: ${why}.`);
    try {
      refused();
    } catch (error) {
      expect(isBadconnError(error) && error.exitCode).toBe(2);
    }
  });
});
