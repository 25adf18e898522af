import { expect, test } from 'vitest';
import { namesIn } from './names.ts';

const refused = {
  id: 'refused/not-listening',
  code: 'ECONNREFUSED',
  hosts: ['shop.test', '10.0.0.7'],
  port: 8080,
};

test.each([
  ['connect ECONNREFUSED 10.0.0.7:8080', { host: true, port: true, kind: true }],
  [
    'curl: (7) Failed to connect to shop.test port 8080: Connection refused',
    { host: true, port: true, kind: true },
  ],
  ['connect ETIMEDOUT 10.0.0.7:80801', { host: true, port: false, kind: false }],
  ['something went wrong', { host: false, port: false, kind: false }],
])('%s', (text, names) => {
  expect(namesIn(text, refused)).toEqual(names);
});
