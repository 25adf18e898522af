import { expect, test } from 'vitest';
import { cookieFor, cookieIn, gateOf, hostIn, isOwnOrigin, GuessLimit } from './gate.ts';

test('a page of this machine alone listens on loopback, and has no code', () => {
  const gate = gateOf(undefined);
  expect(gate).toMatchObject({ address: '127.0.0.1', code: undefined });
  expect(gate.token).toMatch(/^[\w-]{32}$/);
  expect(gateOf(undefined).token).not.toBe(gate.token);
});

test.each([
  ['127.0.0.1:7077', true],
  ['localhost:7077', true],
  ['LOCALHOST:7077', true],
  ['[::1]:7077', true],
  ['127.0.0.1:7078', false],
  ['127.0.0.1', false],
  ['evil.test:7077', false],
  ['127.0.0.1.evil.test:7077', false],
  [undefined, false],
])('Host %s: let in %s', (host, isLetIn) => {
  const named = hostIn(host === undefined ? {} : { host }, gateOf(undefined), 7077);
  expect(named !== undefined).toBe(isLetIn);
});

test('a class is also reached by the address that was given', () => {
  const gate = gateOf('192.0.2.10');
  expect(gate.code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
  expect(hostIn({ host: '192.0.2.10:7077' }, gate, 7077)).toBe('192.0.2.10:7077');
  expect(hostIn({ host: '192.0.2.11:7077' }, gate, 7077)).toBeUndefined();
  expect(hostIn({ host: '[2001:db8::1]:1' }, gateOf('2001:db8::1'), 1)).toBe('[2001:db8::1]:1');
});

test.each([
  ['http://127.0.0.1:7077', true],
  ['https://127.0.0.1:7077', false],
  ['http://127.0.0.1:7078', false],
  ['http://evil.test', false],
  ['null', false],
  [undefined, false],
])('Origin %s: own %s', (origin, isOwn) => {
  expect(isOwnOrigin(origin === undefined ? {} : { origin }, '127.0.0.1:7077')).toBe(isOwn);
});

test('a secret is found among other cookies, by its port', () => {
  expect(cookieFor('s3cret', 7077)).toMatch(/^badconn-7077=s3cret; .*HttpOnly; SameSite=Strict$/);
  const cookie = 'badconn-7078=other; a=b; badconn-7077=s3cret';
  expect(cookieIn({ cookie }, 7077)).toBe('s3cret');
  expect(cookieIn({ cookie }, 1)).toBeUndefined();
  expect(cookieIn({}, 7077)).toBeUndefined();
});

test('after twenty wrong words in a minute no more are tried', () => {
  const guesses = new GuessLimit();
  for (let at = 0; at < 20; at += 1) guesses.failed(at);
  expect(guesses.allows(1000)).toBe(false);
  expect(guesses.allows(60_021)).toBe(true);
});
