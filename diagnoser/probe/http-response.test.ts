import { expect, test } from 'vitest';
import { readResponse } from './http-response.ts';

test.each([
  ['HT', 'incomplete'],
  ['HTTP/1.1 200 OK\r\nDate: x', 'incomplete'],
  ['SSH-2.0-OpenSSH', 'not-http'],
  ['HTTP/1.1 OK\r\n\r\n', 'not-http'],
])('%j is %s', (text, state) => {
  expect(readResponse(text)).toBe(state);
});

test('a response without a reason, with a header of colons and a body', () => {
  expect(readResponse('HTTP/1.0 426\r\nLocation: http://a:1\r\n\r\nbody')).toEqual({
    status: 426,
    reason: '',
    headers: { location: 'http://a:1' },
    body: 'body',
  });
});
