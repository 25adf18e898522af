import { describe, expect, test } from 'vitest';
import type { Handshake } from '../../evidence.ts';
import type { Facts } from '../../observe/facts.ts';
import { counted, factsWith, marksOf, sampleRule } from '../sample-facts.ts';
import { httpToWebsocket } from './http-to-websocket.ts';
import { mtuBlackHole } from './mtu-black-hole.ts';
import { serverStalled } from './server-stalled.ts';
import { websocketToHttp } from './websocket-to-http.ts';
import { websocketToRawTcp } from './websocket-to-raw-tcp.ts';
import { mayBeWorkerman, namesWorkerman } from './workerman.ts';
import { workermanWrongScheme } from './workerman-wrong-scheme.ts';

const { evidence } = factsWith({});
const asked = (answer: Partial<Handshake> = {}): Handshake => ({
  ...{ asked: 'websocket', port: 8080, answer: 'http', afterMs: 1 },
  ...answer,
});
const said = (
  speech: NonNullable<Facts['speech']>,
  answer: Partial<Handshake> = {},
  scheme: 'ws' | 'wss' | 'http' = 'ws',
): Partial<Facts> => ({
  ...{ speech, handshake: asked(answer) },
  evidence: { ...evidence, target: { ...evidence.target, scheme } },
});
const worker = (scheme: string): Partial<Facts> => ({ worker: { title: 'WorkerMan', scheme } });
const another: Partial<Facts> = { worker: 'none' };
const workerman4 = { headers: { server: 'workerman/4.1' } };
const nginx = { headers: { server: 'nginx', date: 'Mon' } };
const alert = '\u0015\u0003\u0003\u0000\u0002\u0002';

test.each([
  [workerman4, true, true],
  [{ headers: { server: 'Workerman' } }, true, true],
  [{ headers: { server: 'no workerman', connection: 'keep-alive' } }, false, false],
  [nginx, false, false],
  [{ headers: { connection: 'keep-alive' } }, false, true],
  [{ headers: { connection: 'close' } }, false, false],
  [{ headers: { connection: 'keep-alive', date: 'Mon' } }, false, false],
  [{ headers: {} }, false, false],
  [{}, false, false],
])('by %j it is named: %s, and may be: %s', (answer, named, maybe) => {
  expect(namesWorkerman(asked(answer).headers)).toBe(named);
  expect(mayBeWorkerman(asked(answer))).toBe(maybe);
});

const table: [cause: typeof websocketToHttp, parts: Partial<Facts>, marks: string[]][] = [
  [websocketToHttp, said('http-instead', nginx), ['+handshake']],
  [websocketToHttp, said('http-instead'), ['+handshake']],
  [websocketToHttp, { speech: 'http-instead', handshake: undefined }, ['+handshake']],
  [websocketToHttp, said('http-instead', workerman4), ['-handshake']],
  [websocketToHttp, said('refusal', nginx), ['-handshake']],
  [websocketToHttp, { ...said('http-instead'), ...another }, ['+handshake']],
  [websocketToHttp, { ...said('http-instead'), ...worker('websocket') }, ['+handshake']],
  [websocketToHttp, { ...said('http-instead'), ...worker('http') }, ['+handshake', '-worker']],
  [httpToWebsocket, said('websocket-instead', {}, 'http'), ['+handshake']],
  [httpToWebsocket, said('as-asked', {}, 'http'), ['-handshake']],
  [websocketToRawTcp, said('not-http', { firstBytes: '220 ready' }), ['+handshake']],
  [websocketToRawTcp, said('not-http', {}, 'wss'), ['+handshake']],
  [websocketToRawTcp, { speech: 'not-http', handshake: undefined }, ['+handshake']],
  [websocketToRawTcp, said('tls-instead', { firstBytes: alert }), ['-handshake']],
  [websocketToRawTcp, said('not-http', {}, 'http'), ['-handshake']],
  [websocketToRawTcp, said('nothing'), ['-handshake']],
  [websocketToRawTcp, { ...said('not-http'), ...worker('tcp') }, ['+handshake', '-worker']],
  [workermanWrongScheme, said('http-instead', workerman4), ['+handshake']],
  [workermanWrongScheme, said('http-instead', workerman4, 'wss'), ['+handshake']],
  [workermanWrongScheme, said('http-instead', workerman4, 'http'), ['-handshake']],
  [workermanWrongScheme, { ...said('http-instead'), handshake: undefined }, ['-handshake']],
  [workermanWrongScheme, { ...said('not-http'), handshake: undefined }, ['-handshake']],
  [workermanWrongScheme, said('http-instead', nginx), ['-handshake']],
  [workermanWrongScheme, said('not-http', { firstBytes: 'hello' }), ['+handshake']],
  [workermanWrongScheme, said('not-http'), ['+handshake']],
  [workermanWrongScheme, said('not-http', { firstBytes: '220 ready\r\n' }), ['-handshake']],
  [workermanWrongScheme, said('nothing'), ['-handshake']],
  [workermanWrongScheme, { ...said('nothing'), ...worker('text') }, ['+handshake', '+worker']],
  [workermanWrongScheme, { ...said('nothing'), ...worker('websocket') }, ['-handshake', '-worker']],
  [workermanWrongScheme, { ...said('nothing'), ...another }, ['-handshake', '-worker']],
  [workermanWrongScheme, { ...said('refusal'), ...worker('text') }, ['-handshake', '+worker']],
];

test.each(table.map(([cause, parts, marks]) => ({ cause, name: cause.cause, parts, marks })))(
  '$name by $parts is $marks',
  ({ cause, parts, marks }) => {
    expect(marksOf(cause, parts)).toEqual(marks);
  },
);

describe('the remedy', () => {
  const withUrl = (url: string): Partial<Facts> => ({
    evidence: { ...evidence, target: { ...evidence.target, url } },
  });

  test('keeps to TLS, and changes nothing but the scheme', () => {
    const to = (url: string) => httpToWebsocket.remedy(factsWith(withUrl(url))).text;
    expect(to('https://a.test/http')).toContain(' wss://a.test/http.');
    expect(to('HTTP://a.test/')).toContain(' ws://a.test/.');
    expect(to('odd+http://a/')).toContain(' odd+http://a/.');
    const from = (url: string) => websocketToHttp.remedy(factsWith(withUrl(url))).commands;
    expect(from('wss://a.test/ws')).toEqual(['curl -i https://a.test/ws']);
    expect(from('WS://a.test/')).toEqual(['curl -i http://a.test/']);
    expect(from('http://ws.test/')).toEqual(['curl -i http://ws.test/']);
  });

  test.each(['-o/tmp/owned', '--next ws://a/', ''])(
    'asks nothing at %j, which is no url',
    (url) => {
      expect(websocketToHttp.remedy(factsWith(withUrl(url))).commands).toEqual([]);
    },
  );

  test('names the status, where there is one', () => {
    const text = (parts: Partial<Facts>) => websocketToHttp.remedy(factsWith(parts)).text;
    expect(text(said('http-instead', { status: 404 }))).toContain('the upgrade for / with 404.');
    for (const parts of [said('http-instead'), {}])
      expect(text(parts)).toContain('the upgrade for / with a status.');
  });

  test('names the scheme of the worker, where it is known', () => {
    const text = (parts: Partial<Facts>) => workermanWrongScheme.remedy(factsWith(parts)).text;
    expect(text(worker('text'))).toContain("8080'). It says text:// now. Then start it again.");
    for (const parts of [another, {}])
      expect(text(parts)).toContain("8080'). Then start it again.");
  });
});

test('what a rule for the port discards is not lost for its size', () => {
  const lost: Partial<Facts> = {
    ...{ reply: 'accepted', ...said('nothing', { answer: 'silence' }, 'http') },
    sizes: { shortPasses: true, lost: 'question' },
  };
  const dropping = (text: string) =>
    marksOf(mtuBlackHole, { ...lost, ...counted([sampleRule({ text })]) });
  expect(dropping('-A INPUT -p tcp --dport 8080 -m string --string "GET /" -j DROP')).toContain(
    '-rules',
  );
  expect(dropping('-A INPUT -p tcp --dport 9090 -j DROP')).not.toContain('-rules');
  expect(dropping('-A INPUT -j DROP')).not.toContain('-rules');
});

test('a service that waits is said to have begun connections that failed, if it has', () => {
  const counters = (fails: number) => ({ 'Tcp.ActiveOpens': 1, 'Tcp.AttemptFails': fails });
  const said = (fails: number): string => {
    const server = {
      ...{ protocol: 1, attempts: 1 },
      before: { counters: counters(0) },
      after: { counters: { ...counters(fails), 'Tcp.ActiveOpens': 2 } },
    } as unknown as NonNullable<Facts['evidence']['server']>;
    return serverStalled.remedy(factsWith({ evidence: { ...evidence, server } })).text;
  };
  expect(said(2)).toContain('a connection failed that the server itself had begun');
  expect(said(0)).toMatch(/^The service on port 8080/);
});
