import { describe, expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import { factsWith, marksOf } from '../sample-facts.ts';
import { clientProxyAuthentication } from './client-proxy-authentication.ts';
import { clientProxyCannotConnect } from './client-proxy-cannot-connect.ts';
import { clientProxyDenies } from './client-proxy-denies.ts';
import { clientProxyGone } from './client-proxy-gone.ts';
import { clientProxySilent } from './client-proxy-silent.ts';
import { proxyIgnored } from './proxy-ignored.ts';
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
  [clientProxySilent, 'silent'],
  [clientProxyAuthentication, 'login'],
  [clientProxyCannotConnect, 'cannot-connect'],
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

describe('the remedy of a proxy that gets no connection', () => {
  const remedyOf = (direct: Facts['direct'], more: Partial<Facts> = {}) =>
    clientProxyCannotConnect.remedy(
      factsWith({ proxy: { ...way, handshake: { ...handshake, status: 503 } }, direct, ...more }),
    );

  test('goes past it where the server answers there', () => {
    expect(remedyOf('accepted')).toMatchObject({
      action: 'bypass-proxy',
      commands: ['export NO_PROXY="$NO_PROXY",10.0.0.2'],
    });
  });

  test('looks at the server where it does not', () => {
    expect(remedyOf('reset').action).toBe('start-service');
    expect(remedyOf('silence').action).toBe('open-port');
    expect(remedyOf('icmp').action).toBe('open-port');
    expect(remedyOf('reset').text).toContain('port 8080 (503).');
    expect(remedyOf('reset').commands).toEqual(["ss -ltnp 'sport = :8080'"]);
  });
});

test('a proxy that is ignored is one by which the server answers', () => {
  const tunnel = { ...handshake, status: 200 };
  const past: Proxy = { ...way, outcome: 'passed', used: false, handshake: tunnel };
  const said = { asked: 'websocket', port: 80, answer: 'http', afterMs: 1, status: 404 } as const;
  const opened: Proxy = { ...past, outcome: 'unclear' };
  const page = (status: number): Proxy => ({
    ...past,
    handshake: { ...said, asked: 'http', status },
  });
  const marks = (proxy: Proxy, reply: Facts['reply'] = 'silence') =>
    marksOf(proxyIgnored, { reply, proxy });
  for (const proxy of [past, page(301), { ...opened, through: said }])
    expect(marks(proxy)).toEqual(['+proxy']);
  expect(marks(past, 'no-address')).toEqual(['+proxy']);
  // An open tunnel is not an answer, and an error page may be the proxy's own.
  for (const proxy of [opened, page(404), { ...past, used: true }, { ...way, used: false }])
    expect(marks(proxy)).toEqual(['-proxy']);
  expect(marksOf(proxyIgnored, { reply: 'own-firewall', proxy: past })).toEqual(['-proxy']);
  const excepting = (alone: boolean): Proxy => ({
    ...{ ...past, excepted: true },
    exceptedBy: [{ variable: 'NO_PROXY', alone }],
  });
  const own = proxyIgnored.remedy(factsWith({ proxy: excepting(true) }));
  expect(own.text).toContain('Take it out of NO_PROXY');
  expect(own.commands).toEqual([
    `export NO_PROXY="$(printf %s "$NO_PROXY" | tr -s ', ' '\\n\\n' | grep -vxF -e 10.0.0.2 -e 10.0.0.2:8080 | paste -sd, -)"`,
  ]);
  const group = proxyIgnored.remedy(factsWith({ proxy: excepting(false) }));
  expect(group.text).toContain('for a group of hosts');
  expect(group.commands).toEqual(['printenv NO_PROXY']);
  const named = proxyIgnored.remedy(factsWith({ proxy: { ...past, variable: 'http_proxy' } }));
  expect(named.commands).toEqual(['export NODE_USE_ENV_PROXY=1', 'printenv http_proxy']);
});

test('a proxy that wants a login says how', () => {
  const headers = { 'proxy-authenticate': 'Basic realm="x"' };
  const proxy: Proxy = { ...way, handshake: { ...handshake, status: 407, headers } };
  expect(clientProxyAuthentication.remedy(factsWith({ proxy })).text).toContain(
    '(407: Basic realm="x")',
  );
  expect(clientProxyAuthentication.remedy(factsWith({ proxy: way })).text).toContain('(407)');
});

test('a silent proxy accepts, or does not answer at all', () => {
  const attempt = { ...factsWith({}).attempt!, code: 'connected' };
  const say = (proxy: Proxy, direct: Facts['direct']): string =>
    clientProxySilent.remedy(factsWith({ proxy, direct })).text;
  expect(say({ ...way, attempt }, 'accepted')).toContain('says nothing. Past it the server');
  expect(say(way, 'silence')).toContain('does not answer. Go past it');
});
