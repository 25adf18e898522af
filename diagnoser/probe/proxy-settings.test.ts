import { describe, expect, test } from 'vitest';
import { proxySetting } from './proxy-settings.ts';
import { targetOf } from './target.ts';

const settingFor = (url: string, environment: Record<string, string>, error = '') =>
  proxySetting(targetOf(url)!, environment, error);

describe('which variable names the proxy', () => {
  test.each([
    ['http://shop.test/', { http_proxy: 'http://p.test:3128' }, 'http_proxy', 'p.test', 3128],
    ['http://shop.test/', { HTTP_PROXY: 'http://p.test:3128' }, 'HTTP_PROXY', 'p.test', 3128],
    ['http://shop.test/', { ALL_PROXY: 'p.test:8080' }, 'ALL_PROXY', 'p.test', 8080],
    ['http://shop.test/', { all_proxy: 'socks5h://[::1]' }, 'all_proxy', '::1', 1080],
    ['https://shop.test/', { https_proxy: 'http://p.test' }, 'https_proxy', 'p.test', 80],
    [
      'ws://shop.test/',
      { http_proxy: 'http://a:1', https_proxy: 'http://b:2' },
      'https_proxy',
      'b',
      2,
    ],
    ['ws://shop.test/', { http_proxy: 'http://a:1' }, 'http_proxy', 'a', 1],
  ])('%s with %o: %s', (url, environment, variable, host, port) => {
    expect(settingFor(url, environment)).toMatchObject({ variable, host, port, excepted: false });
  });

  test.each([
    ['tcp://shop.test:25', { http_proxy: 'http://p.test:3128', all_proxy: 'http://p.test:1' }],
    ['wss://shop.test/', { http_proxy: 'http://p.test:3128' }],
    ['http://shop.test/', { http_proxy: '' }],
    ['http://shop.test/', { http_proxy: 'http://' }],
  ])('%s with %o: none', (url, environment) => {
    expect(settingFor(url, environment)).toBeUndefined();
  });

  test('of several it is the one that the error of the client names', () => {
    const environment = { https_proxy: 'http://10.0.0.9:312', http_proxy: 'http://10.0.0.9:3128' };
    const error = 'connect ECONNREFUSED 10.0.0.9:3128';
    expect(settingFor('ws://shop.test/', environment, error)?.variable).toBe('http_proxy');
  });

  test('an error that names another port shows a setting that lies elsewhere', () => {
    const error = 'connect ECONNREFUSED 127.0.0.1:7890';
    expect(settingFor('ws://shop.test/', {}, error)).toEqual({
      ...{ url: 'http://127.0.0.1:7890', host: '127.0.0.1', port: 7890, excepted: false },
    });
    expect(settingFor('ws://shop.test:7890/', {}, error)).toBeUndefined();
  });

  test('a password is told to nobody', () => {
    const way = settingFor('http://shop.test/', { http_proxy: 'http://me:secret@p.test:3128' });
    expect(way?.url).toBe('http://p.test:3128');
  });
});

describe('whom NO_PROXY excepts', () => {
  const excepts = (url: string, list: string): boolean | undefined =>
    settingFor(url, { http_proxy: 'http://p.test:3128', NO_PROXY: list })?.excepted;

  test.each([
    ['http://shop.test/', '*'],
    ['http://shop.test/', 'localhost,shop.test'],
    ['http://shop.test/', 'localhost, .test'],
    ['http://shop.test:8080/', 'shop.test:8080'],
    ['http://10.1.2.3/', '10.0.0.0/8'],
    ['http://10.1.2.3/', '10.1.2.3'],
  ])('%s: %s does', (url, list) => expect(excepts(url, list)).toBe(true));

  test.each([
    ['http://shop.test/', ''],
    ['http://shop.test/', 'hop.test'],
    ['http://shop.test:8080/', 'shop.test:80'],
    ['http://11.1.2.3/', '10.0.0.0/8'],
    ['http://shop.test/', '10.0.0.0/8'],
  ])('%s: %s does not', (url, list) => expect(excepts(url, list)).toBe(false));

  const by = (list: Record<string, string>) =>
    settingFor('http://shop.test:8080/', { http_proxy: 'http://p.test:3128', ...list })?.exceptedBy;

  test('an entry is for it alone, or for others as well', () => {
    for (const entry of ['shop.test', 'shop.test:8080'])
      expect(by({ NO_PROXY: `localhost,${entry}` })).toEqual([
        { variable: 'NO_PROXY', alone: true },
      ]);
    for (const entry of ['*', '.test', 'shop.test,test'])
      expect(by({ no_proxy: entry })).toEqual([{ variable: 'no_proxy', alone: false }]);
  });

  test('in both letters, and in large ones alone where there are no small ones', () => {
    expect(by({ no_proxy: 'shop.test', NO_PROXY: '*' })).toEqual([
      { variable: 'no_proxy', alone: true },
      { variable: 'NO_PROXY', alone: false },
    ]);
    expect(by({ no_proxy: '', NO_PROXY: '*' })).toBeUndefined();
  });
});
