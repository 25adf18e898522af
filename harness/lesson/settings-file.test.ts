import { expect, test } from 'vitest';
import { clientText, readClientFile, readServiceFile, serviceText } from './settings-file.ts';

test('what is written is read again', () => {
  const service = { address: '127.0.0.1', port: 8080 };
  expect(readServiceFile(serviceText(service))).toEqual(service);
  for (const host of ['10.0.0.7', 'birch.shop.test', '2001:db8::7']) {
    for (const scheme of ['ws', 'wss', 'http', 'https', 'tcp']) {
      const aim = { scheme, host, port: 443, path: '/feed?of=1' };
      const read = readClientFile(
        clientText(aim, { http_proxy: 'http://10.0.0.9:3128', LANG: 'C' }),
      );
      expect(read).toMatchObject({ aim, environment: { http_proxy: 'http://10.0.0.9:3128' } });
      expect(read).not.toHaveProperty('environment.LANG');
    }
  }
});

test.each([
  ['listen = everywhere\nport = 80', /listen is "everywhere"/],
  ['listen = 0.0.0.0\nport = 0', /port is "0"; allowed are 1 to 65535/],
  ['', /listen is ""/],
])('a service is not set to %j', (text, wrong) => {
  expect(readServiceFile(text)).toEqual({ wrong: expect.stringMatching(wrong) as string });
});

test.each(['url = 10.0.0.7:80', 'url = ftp://10.0.0.7:21/', 'url = ws://10.0.0.7/', ''])(
  'a client is not set to %j',
  (text) => {
    expect(readClientFile(text)).toEqual({
      wrong: expect.stringContaining('allowed is') as string,
    });
  },
);
