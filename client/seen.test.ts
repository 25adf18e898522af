import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { failure } from './seen.ts';

test('of a name with two addresses, the message has what was seen at each', async () => {
  const both = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
  const error = await new Promise<NodeJS.ErrnoException>((resolve) => {
    connect({
      host: 'both.test',
      port: 1,
      lookup: (_name, _options, tell) => tell(null, both),
    }).on('error', resolve);
  });
  expect(error.message).toBe('');
  const { code, message } = failure(error);
  expect(code).toBe('ECONNREFUSED');
  expect(message).toBe('connect ECONNREFUSED 127.0.0.1:1; connect ECONNREFUSED 127.0.0.2:1');
});
