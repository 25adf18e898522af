import { describe, expect, test } from 'vitest';
import type { Attempt, Evidence, Handshake, ProxyWay } from '../evidence.ts';
import { conclude } from './index.ts';

const proxy = { variable: 'http_proxy', url: 'http://10.0.0.9:3128', excepted: false } as const;
const way: ProxyWay = { ...proxy, host: '10.0.0.9', port: 3128 };

const attempt = (address: string, port: number, code: string): Attempt => ({
  ...{ address, port, code, message: code, local: false, afterMs: 1 },
  counters: code === 'ECONNREFUSED' ? { 'Tcp.InSegs': 1 } : {},
});
const toProxy = (code: string): Attempt => attempt('10.0.0.9', 3128, code);
const toServer = (code: string): Attempt => attempt('10.0.0.2', 8080, code);

const said = (asked: Handshake['asked'], status: number): Handshake => ({
  ...{ asked, port: 8080, answer: 'http', afterMs: 1, status, reason: '' },
  headers: { server: 'squid/5.7' },
  ...(asked === 'websocket' ? { accepted: status === 101 } : {}),
});

const evidence = (scheme: 'ws' | 'http', parts: Partial<Evidence>): Evidence => ({
  version: 1,
  vantage: 'client',
  target: { url: `${scheme}://10.0.0.2:8080/`, scheme, host: '10.0.0.2', port: 8080, path: '/' },
  symptom: { code: 'connected', message: '', afterMs: 1 },
  attempts: [toServer('connected')],
  handshakes: [said(scheme === 'ws' ? 'websocket' : 'http', scheme === 'ws' ? 101 : 200)],
  signs: [],
  neighbours: [],
  ...parts,
});

const ended = (code: string, message = code): Evidence['symptom'] => ({
  code,
  message,
  afterMs: 1,
});
const gone: ProxyWay = { ...way, attempt: toProxy('ECONNREFUSED') };
const denied: ProxyWay = {
  ...{ ...way, attempt: toProxy('connected'), handshake: said('tunnel', 403) },
};
const passed: ProxyWay = {
  ...{ ...way, attempt: toProxy('connected'), handshake: said('tunnel', 200) },
  through: said('websocket', 101),
};
const mute: ProxyWay = {
  ...{ ...way, attempt: toProxy('connected') },
  handshake: { asked: 'tunnel', port: 8080, answer: 'silence', afterMs: 1200 },
};
const closed = { attempts: [toServer('ECONNREFUSED')], handshakes: [] };

describe('what the way by the proxy comes to', () => {
  const table: [what: string, evidence: Evidence, status: string, candidates: string[]][] = [
    [
      'the error names a proxy that is gone',
      evidence('ws', {
        proxy: gone,
        symptom: ended('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.9:3128'),
      }),
      ...['diagnosed', ['client-proxy-gone']],
    ],
    [
      'the error names it as curl does, and the server is closed as well',
      evidence('http', {
        proxy: gone,
        ...closed,
        symptom: ended('ECONNREFUSED', 'Failed to connect to 10.0.0.9 port 3128 after 0 ms'),
      }),
      ...['diagnosed', ['client-proxy-gone']],
    ],
    [
      'the error names another port, and the environment nothing',
      evidence('ws', {
        proxy: { ...gone, variable: undefined } as never,
        symptom: ended('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.9:3128'),
      }),
      ...['diagnosed', ['client-proxy-gone']],
    ],
    [
      'no address is named, and only by the proxy it ends like that',
      evidence('ws', { proxy: gone, symptom: ended('ECONNREFUSED') }),
      ...['diagnosed', ['client-proxy-gone']],
    ],
    [
      'nothing comes by the proxy or past it, and the connection of the client stood',
      evidence('http', {
        ...{ handshakes: [], attempts: [toServer('silence')] },
        proxy: { ...mute, own: said('http', 400) },
        symptom: { ...ended('silence'), stage: 'exchange' },
      }),
      ...['diagnosed', ['client-proxy-cannot-connect']],
    ],
    [
      'the proxy says 500 of a server that refuses here as well',
      evidence('http', {
        ...closed,
        proxy: {
          ...{ ...way, attempt: toProxy('connected') },
          handshake: { ...said('http', 500), headers: { server: 'tinyproxy/1.11.1' } },
        },
        symptom: { ...ended('HTTP 500'), stage: 'exchange' },
      }),
      ...['diagnosed', ['client-proxy-cannot-connect']],
    ],
    [
      'the proxy says 503 in a page with its name',
      evidence('http', {
        ...closed,
        proxy: {
          ...{ ...way, attempt: toProxy('connected') },
          handshake: {
            ...said('http', 503),
            firstBytes: '<title>503 - Connect failed (Privoxy@unknown)</title>',
          },
        },
        symptom: { ...ended('HTTP 503'), stage: 'upgrade' },
      }),
      ...['diagnosed', ['client-proxy-cannot-connect']],
    ],
    [
      'the client does not read the settings, and works',
      evidence('ws', { proxy: gone }),
      ...['healthy', []],
    ],
    [
      'the proxy denies',
      evidence('ws', { proxy: denied, symptom: ended('HTTP 403') }),
      ...['diagnosed', ['client-proxy-denies']],
    ],
    [
      'the proxy wants a password',
      evidence('ws', {
        proxy: { ...denied, handshake: said('tunnel', 407) },
        symptom: ended('HTTP 407'),
      }),
      ...['diagnosed', ['client-proxy-authentication']],
    ],
    [
      'a web page is denied by the proxy, and not by the server',
      evidence('http', {
        proxy: { ...denied, handshake: said('http', 403) },
        symptom: ended('HTTP 403'),
      }),
      ...['diagnosed', ['client-proxy-denies']],
    ],
    [
      'a web page is denied by the server itself, whichever way',
      evidence('http', {
        ...{ proxy: { ...denied, handshake: said('http', 403) }, symptom: ended('HTTP 403') },
        handshakes: [said('http', 403)],
      }),
      ...['healthy', []],
    ],
    [
      'the way by the proxy works, and there is no other',
      evidence('ws', { proxy: passed, attempts: [], handshakes: [] }),
      ...['healthy', []],
    ],
    [
      'NO_PROXY excepts the server',
      evidence('ws', { proxy: { ...way, excepted: true } }),
      ...['healthy', []],
    ],
    [
      'the proxy could not reach the server, which speaks plain HTTP',
      evidence('ws', {
        ...{ proxy: { ...denied, handshake: said('tunnel', 503) }, symptom: ended('HTTP 503') },
        handshakes: [said('websocket', 200)],
      }),
      ...['diagnosed', ['client-proxy-cannot-connect']],
    ],
    [
      'the proxy could not reach the server, which refuses the client as well',
      evidence('ws', {
        ...{ proxy: { ...denied, handshake: said('tunnel', 502) }, symptom: ended('HTTP 502') },
        ...closed,
      }),
      ...['diagnosed', ['client-proxy-cannot-connect']],
    ],
    [
      'a web page is 503 by an error of squid',
      evidence('http', {
        proxy: {
          ...denied,
          handshake: { ...said('http', 503), headers: { 'x-squid-error': 'ERR_CONNECT_FAIL 111' } },
        },
        ...{ ...closed, symptom: ended('HTTP 503') },
      }),
      ...['diagnosed', ['client-proxy-cannot-connect']],
    ],
    [
      'the proxy accepts and says nothing',
      evidence('ws', { proxy: mute, symptom: ended('silence') }),
      ...['diagnosed', ['client-proxy-silent']],
    ],
    [
      'the SYN to the proxy has no answer',
      evidence('ws', {
        proxy: { ...way, attempt: toProxy('silence') },
        symptom: ended('silence'),
      }),
      ...['diagnosed', ['client-proxy-silent']],
    ],
    [
      'the proxy waits for the server, and answers what needs none',
      evidence('ws', { proxy: { ...mute, own: said('http', 400) }, symptom: ended('silence') }),
      ...['diagnosed', ['client-proxy-cannot-connect']],
    ],
    [
      'the proxy is mute, there is no way past it, and the client says that it came to it',
      evidence('ws', {
        ...{ proxy: mute, symptom: { ...ended('silence'), stage: 'proxy' } },
        ...{ attempts: [toServer('silence')], handshakes: [] },
      }),
      ...['diagnosed', ['client-proxy-silent']],
    ],
    [
      'by the proxy it works, and the client went past it into silence',
      evidence('ws', {
        ...{ proxy: passed, symptom: { ...ended('silence'), stage: 'connect' } },
        ...{ attempts: [toServer('silence')], handshakes: [] },
      }),
      ...['diagnosed', ['proxy-ignored']],
    ],
    [
      'the same, and NO_PROXY has sent it there',
      evidence('ws', {
        ...{ proxy: { ...passed, excepted: true }, symptom: ended('silence') },
        ...{ attempts: [toServer('silence')], handshakes: [] },
      }),
      ...['diagnosed', ['proxy-ignored']],
    ],
  ] as never;

  test.each(table)('%s', async (_, given, status, candidates) => {
    const concluded = await conclude(given);
    expect({ status: concluded.status, candidates: concluded.candidates }).toEqual({
      status,
      candidates,
    });
  });

  test('an error that names the server is not laid to the proxy', async () => {
    const symptom = ended('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.2:8080');
    const given = (proxy: ProxyWay): Evidence => evidence('ws', { proxy, ...closed, symptom });
    expect((await conclude(given(denied))).candidates).toContain('not-listening');
    // The server answers through the proxy.
    expect((await conclude(given(passed))).candidates).toEqual(['proxy-ignored']);
  });

  test('whose 503 a web page is does not show without words of the proxy', async () => {
    const own = { ...said('http', 503), headers: {} };
    const given = evidence('http', {
      proxy: { ...denied, handshake: own },
      ...{ ...closed, symptom: ended('HTTP 503') },
    });
    expect((await conclude(given)).candidates).not.toContain('client-proxy-cannot-connect');
  });

  test('a longer port is another port', async () => {
    const proxy = { ...gone, url: 'http://10.0.0.9:312', port: 312 };
    const symptom = ended('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.9:3128');
    const { evidence: account } = await conclude(evidence('ws', { proxy, ...closed, symptom }));
    expect(account?.[0]?.observed).toMatch(/cannot be told\.$/);
  });
});

describe('what to do', () => {
  test('past a proxy that is gone, and what is met there', async () => {
    const given = evidence('ws', { proxy: gone, symptom: ended('ECONNREFUSED') });
    expect((await conclude(given)).remedy).toEqual({
      action: 'bypass-proxy',
      text: 'http_proxy names the proxy http://10.0.0.9:3128, and nothing answers there. Past it the server answers. Unset the variable, or list the server in NO_PROXY; if the proxy is meant, start it.',
      commands: ['unset http_proxy', 'export NO_PROXY="$NO_PROXY",10.0.0.2'],
    });
  });

  test('a squid that denies is told in its own words', async () => {
    const given = evidence('ws', { proxy: denied, symptom: ended('HTTP 403') });
    expect((await conclude(given)).remedy).toMatchObject({
      action: 'allow-port-in-proxy',
      commands: [
        "echo 'acl SSL_ports port 8080' > /etc/squid/conf.d/port-8080.conf",
        'squid -k reconfigure',
        'export NO_PROXY="$NO_PROXY",10.0.0.2',
      ],
    });
  });
});

describe('a proxy of SOCKS', () => {
  const setting = { variable: 'ALL_PROXY', url: 'socks5h://10.0.0.9:1080' } as const;
  const bySocks = (
    socks: NonNullable<ProxyWay['socks']>,
    more: Partial<ProxyWay> = {},
  ): ProxyWay => ({
    ...{ ...way, ...setting, port: 1080, attempt: attempt('10.0.0.9', 1080, 'connected') },
    ...{ socks, ...more },
  });
  /** Of any client: each has its own words for what such a proxy says. */
  const failed: Evidence['symptom'] = { ...ended('EPROTO', 'SOCKS says no'), stage: 'proxy' };
  const afterMs = 4;

  test.each<[string, NonNullable<ProxyWay['socks']>, string[], string, string]>([
    [
      'refuses by a rule',
      { method: 0, reply: 2, afterMs },
      ['client-proxy-denies'],
      'it answered SOCKS reply 2, connection not allowed by ruleset, after 4 ms',
      'refuses to go on to port 8080 (SOCKS reply 2, connection not allowed by ruleset)',
    ],
    [
      'is refused by the server',
      { method: 0, reply: 5, afterMs },
      ['client-proxy-cannot-connect'],
      'it answered SOCKS reply 5, connection refused',
      'gets no connection to 10.0.0.2 port 8080 (SOCKS reply 5, connection refused)',
    ],
    [
      'waits for the server',
      { method: 0, ended: 'silence', afterMs },
      ['client-proxy-cannot-connect'],
      'it took the greeting, and then said nothing for 4 ms',
      'gets no connection to 10.0.0.2 port 8080 (silence)',
    ],
    [
      'wants credentials',
      { method: 255, afterMs },
      ['client-proxy-authentication'],
      'it took none of the methods of authentication',
      'wants to know who asks (RFC 1929)',
    ],
    [
      'does not take the credentials',
      { method: 2, login: 1, afterMs },
      ['client-proxy-authentication'],
      'it did not take user and password, after 4 ms',
      'as socks5h://USER:PASSWORD@HOST:PORT',
    ],
    [
      'says nothing at all',
      { ended: 'silence', afterMs },
      ['client-proxy-silent'],
      'it said nothing for 4 ms',
      'accepts connections and says nothing',
    ],
    [
      'ends the connection',
      { method: 0, ended: 'closed', afterMs },
      [],
      'it took the greeting, and then ended the connection after 4 ms (closed)',
      '',
    ],
    [
      'replies what is in no list',
      { method: 0, reply: 91, afterMs },
      [],
      'SOCKS reply 91, after',
      '',
    ],
  ])('%s', async (_, socks, causes, told, advice) => {
    const {
      candidates,
      evidence: lines = [],
      remedy,
    } = await conclude(evidence('ws', { proxy: bySocks(socks), symptom: failed }));
    expect(candidates).toEqual(causes);
    expect(lines.map(({ observed }) => observed).join(' ')).toContain(told);
    expect(remedy?.text).toContain(advice);
  });

  test('leads to the server, and the client does not take it', async () => {
    const proxy = bySocks({ method: 0, reply: 0, afterMs }, { through: said('websocket', 101) });
    const silent = { ...closed, attempts: [toServer('silence')], symptom: ended('silence') };
    const { candidates, evidence: lines = [] } = await conclude(
      evidence('ws', { ...silent, proxy }),
    );
    expect(candidates).toEqual(['proxy-ignored']);
    expect(lines.map(({ observed }) => observed).join(' ')).toContain('through it, the server');
  });
});
