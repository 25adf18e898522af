import { describe, expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import { factsWith, marksOf } from '../sample-facts.ts';
import { clientProxyDenies } from './client-proxy-denies.ts';
import { clientProxyGone } from './client-proxy-gone.ts';
import { transparentProxyGone } from './transparent-proxy-gone.ts';

type Proxy = NonNullable<Facts['proxy']>;

const way: Proxy = {
  ...{ url: 'http://10.0.0.9:3128', host: '10.0.0.9', port: 3128, excepted: false },
  outcome: 'gone',
};
const handshake = { asked: 'tunnel', port: 3128, answer: 'http', afterMs: 1 } as const;

test.each([
  [clientProxyGone, 'gone'],
  [clientProxyDenies, 'denied'],
] as const)('the proxy is at fault where the client went that way only', (cause, outcome) => {
  const proxy = { ...way, outcome };
  expect(marksOf(cause, { reply: 'by-proxy', proxy })).toEqual(['+proxy']);
  expect(marksOf(cause, { reply: 'silence', proxy })).toEqual(['-proxy']);
  expect(marksOf(cause, { reply: 'by-proxy', proxy: { ...way, outcome: 'passed' } })).toEqual([
    '-proxy',
  ]);
  expect(marksOf(cause, { reply: 'by-proxy', proxy: undefined })).toEqual(['-proxy']);
  expect(marksOf(transparentProxyGone, { reply: 'by-proxy', proxy })).toEqual(['-reply']);
  expect(marksOf(transparentProxyGone, { reply: 'own-reset' })).toEqual(['+reply']);
});

describe('the remedy of a proxy that is gone', () => {
  const remedyOf = (proxy: Proxy | undefined, code = 'silence') => {
    const attempt = { ...factsWith({}).attempt!, code };
    return clientProxyGone.remedy(factsWith({ proxy, attempt }));
  };

  test('says whether the server answers past it', () => {
    expect(remedyOf({ ...way, variable: 'http_proxy' }, 'connected').text).toContain(
      'there. Past it the server answers. Unset',
    );
    expect(remedyOf({ ...way, variable: 'http_proxy' }).text).toContain('there. Unset');
    const { attempt: _, ...without } = factsWith({ proxy: { ...way, variable: 'http_proxy' } });
    expect(clientProxyGone.remedy(without).text).toContain('there. Unset');
  });

  test.each([undefined, 'a[$(id)]', '1a', 'a b', '$a', 'a-b'])(
    'unsets nothing that is called %j',
    (variable) => {
      expect(remedyOf({ ...way, ...(variable === undefined ? {} : { variable }) })).toEqual({
        action: 'bypass-proxy',
        text: 'A setting of the client leads to 10.0.0.9:3128, and nothing answers there. Look for a proxy in its configuration and in the settings of the system, and take it away; if it is meant, start it.',
        commands: ['env | grep -i proxy'],
      });
    },
  );

  test.each(['ALL_PROXY', 'a1', '_'])('unsets what is called %s', (variable) => {
    expect(remedyOf({ ...way, variable }).commands[0]).toBe(`unset ${variable}`);
  });
});

describe('the remedy of a proxy that denies', () => {
  const remedyOf = (answer: Partial<NonNullable<Proxy['handshake']>>, more: Partial<Proxy> = {}) =>
    clientProxyDenies.remedy(
      factsWith({ proxy: { ...way, ...more, handshake: { ...handshake, ...answer } } }),
    );
  const past = 'export NO_PROXY="$NO_PROXY",10.0.0.2';

  test('says what it said, as far as that is known', () => {
    const { text } = remedyOf({ status: 403, reason: 'No' }, { variable: 'http_proxy' });
    expect(text).toMatch(/^The proxy http:.*:3128, which http_proxy names, .* 8080 \(403 No\)\./);
    expect(remedyOf({ status: 403 }).text).toContain('which its configuration names');
    expect(remedyOf({ status: 403 }).text).toContain('(403).');
    expect(clientProxyDenies.remedy(factsWith({ proxy: way })).text).toContain('().');
  });

  test('goes past it where it is no squid', () => {
    for (const given of [{}, { headers: {} }, { headers: { server: 'tinyproxy' } }])
      expect(remedyOf(given).commands).toEqual([past]);
    expect(clientProxyDenies.remedy(factsWith({ proxy: undefined })).commands).toEqual([past]);
    expect(remedyOf({ headers: { server: 'SQUID' } }).commands).toHaveLength(3);
  });
});
