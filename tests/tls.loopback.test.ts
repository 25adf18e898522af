/** Servers of TLS on loopback, as labs have them: what the plain client and the reference diagnoser see. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import {
  connect as connectTcp,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import * as tls from 'node:tls';
import { WebSocketServer } from 'ws';
import { createServer } from 'node:https';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { attempt } from '../client/attempt.ts';
import type { Evidence } from '../diagnoser/evidence.ts';
import { diagnose } from '../diagnoser/index.ts';
import { Authority } from '../harness/certificate/authority.ts';
import type { CertificatePlan } from '../harness/topology/services.ts';

const placement = {
  domain: 'localhost',
  ownNames: { server: 'oak.shop.test' },
  allAddresses: { server: ['127.0.0.1', '::1'] },
  certificateAgeMs: 3 * 24 * 3600 * 1000,
};
const authority = new Authority(placement);
const stranger = new Authority(placement);
const usual = tls.getCACertificates();
// Alone, because each connection reads all of them anew.
beforeAll(() => tls.setDefaultCACertificates([authority.root]));
afterAll(() => tls.setDefaultCACertificates(usual));

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers WebSocket with an echo and every GET with 200; resolves to its port. */
async function serve(
  plan: CertificatePlan,
  by = authority,
  host = '127.0.0.1',
  nowMs?: number,
): Promise<number> {
  const pem = by.pemOf('server', plan);
  const server = createServer({ key: pem, cert: pem }, (_, response) => {
    if (nowMs !== undefined) response.setHeader('Date', new Date(nowMs).toUTCString());
    response.end('fine');
  });
  new WebSocketServer({ server }).on('connection', (socket) =>
    socket.on('message', (message) => socket.send(message)),
  );
  server.listen(0, host);
  await once(server, 'listening');
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

async function diagnosed(url: string) {
  let evidence: Evidence | undefined;
  const { code, message, afterMs } = await attempt({ url, patienceMs: 5000 });
  const answer = await diagnose(
    {
      ...{ protocol: 1, id: 'a', vantage: 'client', deadlineMs: 20_000, seed: 1 },
      ...{ target: { url }, symptom: { code, message, afterMs } },
    },
    { onEvidence: (gathered) => (evidence = gathered) },
  );
  return { ...answer, certificate: evidence?.certificate };
}

const past = { ends: 'past' } as const;
const own = { names: 'own' } as const;

describe.each(['wss', 'https'])('%s', (scheme) => {
  test.each([
    ['localhost', {}, authority, 'connected', 'stay'],
    ['127.0.0.1', {}, authority, 'connected', 'stay'],
    ['localhost', { ends: 'soon' }, authority, 'connected', 'stay'],
    ['localhost', past, authority, 'CERT_HAS_EXPIRED', 'tls'],
    ['127.0.0.1', past, authority, 'CERT_HAS_EXPIRED', 'tls'],
    ['localhost', own, authority, 'ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['127.0.0.1', own, authority, 'ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['localhost', {}, stranger, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
  ] as const)('%s with %j: the plain client says as is', async (host, plan, by, code, stage) => {
    const url = `${scheme}://${host}:${await serve(plan, by)}/`;
    expect(await attempt({ url, patienceMs: 5000 })).toMatchObject({ code, stage });
  });

  test('over IPv6, to an address', async () => {
    const url = `${scheme}://[::1]:${await serve({}, authority, '::1')}/`;
    expect(await attempt({ url, patienceMs: 5000 })).toMatchObject({ code: 'connected' });
    expect(await diagnosed(url)).toMatchObject({
      status: 'healthy',
      certificate: { fits: true, isTrusted: true, protocol: 'TLSv1.3' },
    });
  });
});

describe('the reference diagnoser', () => {
  test('reads a certificate that is well, and names nothing', async () => {
    const { certificate, status } = await diagnosed(`wss://localhost:${await serve({})}/`);
    expect(status).toBe('healthy');
    expect(certificate).toMatchObject({
      ...{ serverName: 'localhost', fits: true, isTrusted: true, issuer: 'localhost Issuing CA' },
      validFor: ['localhost', 'oak.shop.test', '127.0.0.1', '0:0:0:0:0:0:0:1'],
    });
    expect(certificate?.above).toHaveLength(2);
    expect(Math.round((certificate?.endsInMinutes ?? 0) / 1440)).toBe(87);
    expect(Math.round((certificate?.startsInMinutes ?? 0) / 1440)).toBe(-3);
  });

  test('asks for no name where the url has an address', async () => {
    const { certificate } = await diagnosed(`https://127.0.0.1:${await serve({})}/`);
    expect(certificate).toMatchObject({ fits: true });
    expect(certificate).not.toHaveProperty('serverName');
  });

  test('names an expired certificate, and says since when', async () => {
    const answer = await diagnosed(`wss://localhost:${await serve(past)}/`);
    expect(answer).toMatchObject({ status: 'diagnosed', candidates: ['certificate-expired'] });
    expect(answer.certificate).toMatchObject({ fits: true, isTrusted: true });
    const said = answer.evidence?.find(({ for: causes }) =>
      causes?.includes('certificate-expired'),
    );
    expect(said?.observed).toContain('It ended 3 days ago, by the clock of this machine.');
    expect(answer.remedy).toMatchObject({ action: 'renew-certificate' });
  });

  test.each([
    ['itself', { signedBy: 'itself' }, ['certificate-untrusted']],
    ['an authority nobody trusts', { signedBy: 'unknown' }, ['certificate-untrusted']],
    ['one that is not sent', { sends: 'own' }, ['certificate-untrusted', 'chain-incomplete']],
    [
      'one that is neither',
      { signedBy: 'unknown', sends: 'own' },
      ['certificate-untrusted', 'chain-incomplete'],
    ],
  ] as const)('names a certificate that is signed by %s', async (_, plan, candidates) => {
    const answer = await diagnosed(`wss://localhost:${await serve(plan)}/`);
    expect(answer.candidates.toSorted()).toEqual(candidates);
    expect(answer).toMatchObject({ status: 'diagnosed', certificate: { isTrusted: false } });
    expect(answer.remedy?.commands[0]).toContain('openssl s_client -connect 127.0.0.1:');
  });

  test('names one that is not valid yet, by two clocks', async () => {
    const answer = await diagnosed(`wss://localhost:${await serve({ starts: 'later' })}/`);
    expect(answer).toMatchObject({
      candidates: ['certificate-not-yet-valid'],
      certificate: { serverAheadMinutes: 0 },
    });
  });

  test('by that of the server the clock of this machine is wrong', async () => {
    const plan = { starts: 'later' } as const;
    const port = await serve(plan, authority, '127.0.0.1', Date.now() + 4 * 24 * 3600 * 1000);
    const answer = await diagnosed(`https://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({
      candidates: ['client-clock-wrong'],
      remedy: { action: 'set-clock' },
    });
    expect(Math.round((answer.certificate?.serverAheadMinutes ?? 0) / 60)).toBe(96);
  });

  test('names what is wrong beside the date', async () => {
    const answer = await diagnosed(`wss://localhost:${await serve({ ...past, ...own })}/`);
    expect(answer).toMatchObject({
      ...{ candidates: ['certificate-expired'], also: ['certificate-wrong-name'] },
      remedy: { action: 'renew-certificate' },
    });
    const alone = await diagnosed(`wss://localhost:${await serve(past)}/`);
    expect(alone).not.toHaveProperty('also');
  });

  test('names a certificate that has another name', async () => {
    const answer = await diagnosed(`https://127.0.0.1:${await serve(own)}/`);
    expect(answer).toMatchObject({ candidates: ['certificate-wrong-name'] });
    const said = answer.evidence?.find(({ for: causes }) => causes !== undefined);
    expect(said?.observed).toContain('for oak.shop.test, and not for 127.0.0.1.');
  });

  test('names the names of one whose authority nobody trusts, as what comes next', async () => {
    const [wrong, right] = [await serve(own, stranger), await serve({}, stranger)];
    expect(await diagnosed(`wss://localhost:${wrong}/`)).toMatchObject({
      ...{ candidates: ['certificate-untrusted'], also: ['certificate-wrong-name'] },
    });
    const cut = await diagnosed(`wss://localhost:${await serve({ ...own, sends: 'own' })}/`);
    expect(cut.candidates.toSorted()).toEqual(['certificate-untrusted', 'chain-incomplete']);
    expect(cut.also).toEqual(['certificate-wrong-name']);
    expect(await diagnosed(`wss://localhost:${right}/`)).not.toHaveProperty('also');
  });

  const listening = async (server: Server): Promise<number> => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  const over = (options: tls.TlsOptions) => {
    const pem = authority.pemOf('server', {});
    return createServer({ key: pem, cert: pem, ca: pem, ...options }, (_, response) =>
      response.end('fine'),
    ).on('tlsClientError', () => undefined);
  };
  const html = (status: string, body: string): string =>
    `HTTP/1.1 ${status}\r\nServer: nginx\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

  const says = (answer: (socket: Socket) => unknown) =>
    createTcpServer(
      (socket) => void socket.on('error', () => undefined).once('data', () => answer(socket)),
    );

  test.each([
    [
      'of old versions',
      { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' },
      'version-too-old',
      'it speaks TLSv1.1.',
    ],
    [
      'whose ciphers do not fit its certificate',
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' },
      'no-shared-cipher',
      'it answered with alert 40 (handshake_failure).',
    ],
    [
      'of 1.2 that wants a certificate',
      { maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: true },
      'client-certificate-required',
      'it speaks TLSv1.2. It asks for a certificate of the client.',
    ],
    [
      'of 1.3 that wants a certificate',
      { requestCert: true, rejectUnauthorized: true },
      'client-certificate-required',
      'it speaks TLSv1.3.',
    ],
  ] as const)('tells a server %s', async (_, options, cause, sentence) => {
    const port = await listening(over(options));
    for (const url of [`wss://localhost:${port}/`, `https://127.0.0.1:${port}/`]) {
      const answer = await diagnosed(url);
      expect(answer).toMatchObject({ status: 'diagnosed', candidates: [cause] });
      expect(answer.evidence?.map(({ observed }) => observed).join('\n')).toContain(sentence);
    }
  });

  test.each([
    ['400 Bad Request', '<title>400 No required SSL certificate was sent</title>', 'diagnosed'],
    ['403 Forbidden', 'This needs a client certificate.', 'diagnosed'],
    ['403 Forbidden', 'This needs a gift certificate.', 'healthy'],
    ['404 Not Found', 'There is no page on TLS certificates.', 'healthy'],
  ])('%s with %s: %s', async (line, page, status) => {
    const pem = authority.pemOf('server', {});
    const server = tls.createServer({ key: pem, cert: pem }, (socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(html(line, page)));
    });
    expect(await diagnosed(`https://localhost:${await listening(server)}/`)).toMatchObject({
      status,
      candidates: status === 'healthy' ? [] : ['client-certificate-required'],
    });
  });

  test('a server of 1.2 that asks for a certificate and needs none is healthy', async () => {
    const options = {
      maxVersion: 'TLSv1.2',
      requestCert: true,
      rejectUnauthorized: false,
    } as const;
    const port = await listening(over(options));
    expect(await diagnosed(`https://localhost:${port}/`)).toMatchObject({ status: 'healthy' });
  });

  test.each([
    ['HTTP 400', says((socket) => socket.end(html('400 Bad Request', 'bad')))],
    ['a protocol of its own', says((socket) => socket.write('-ERR unknown command\r\n'))],
    ['what it got', says((socket) => socket.write('\x16\x03\x01\x00\x04\x01\x00\x00\x00'))],
  ])('tells a server without TLS that answers %s', async (_, server) => {
    const port = await listening(server);
    const answer = await diagnosed(`wss://localhost:${port}/`);
    expect(answer).toMatchObject({ candidates: ['plain-server'], remedy: { action: 'serve-tls' } });
  });

  test('tells a server without TLS that closes where it is greeted in TLS', async () => {
    const server = createHttpServer((_, response) => response.end('fine')).on(
      'clientError',
      (_error, socket) => socket.destroy(),
    );
    const answer = await diagnosed(`https://localhost:${await listening(server)}/`);
    expect(answer).toMatchObject({ candidates: ['plain-server'] });
  });

  // What answers the same with TLS and without it is no matter of TLS.
  test.each([
    ['closes', says((socket) => socket.end()), ['closed-after-accept']],
    [
      'resets',
      says((socket) => socket.resetAndDestroy()),
      ['closed-after-accept', 'reset-after-accept'],
    ],
    ['says nothing', says(() => undefined), ['server-stalled', 'server-stopped']],
  ])('blames no TLS where one %s, whatever it is asked', async (_, server, candidates) => {
    const answer = await diagnosed(`wss://localhost:${await listening(server)}/`);
    expect(answer).toMatchObject({ status: 'diagnosed', candidates });
  });

  test.each(['ws', 'http'])('tells a client that speaks %s to a port of TLS', async (scheme) => {
    const port = await serve({});
    const answer = await diagnosed(`${scheme}://localhost:${port}/`);
    expect(answer).toMatchObject({ candidates: ['plain-client'], remedy: { action: 'use-tls' } });
    expect(answer.remedy?.text).toContain(`${scheme}s://localhost:${port}/`);
  });

  const inHttp = html('400 Bad Request', 'The plain HTTP request was sent to HTTPS port');
  /** In front of a server of TLS: it looks at the first bytes, and may do with the connection what it likes. */
  const inFront = async (
    isTaken: (first: Buffer) => boolean,
    take: (socket: Socket) => unknown,
  ) => {
    const port = await listening(over({}));
    return createTcpServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', (first: Buffer) => {
          if (isTaken(first)) return void take(socket);
          const behind = connectTcp(port, '127.0.0.1').on('error', () => socket.destroy());
          behind.write(first);
          socket.pipe(behind).pipe(socket);
        });
    });
  };
  /** As nginx does. */
  const isInClear = ([first]: Buffer): boolean => first !== 0x16;

  test.each([
    ['400', inHttp],
    ['an alert', '\x15\x03\x01\x00\x02\x02\x0a'],
  ])('tells it by %s, too', async (_, answer) => {
    for (const scheme of ['ws', 'http']) {
      const server = await inFront(isInClear, (socket) => socket.end(answer, 'latin1'));
      const port = await listening(server);
      expect(await diagnosed(`${scheme}://localhost:${port}/`)).toMatchObject({
        candidates: ['plain-client'],
      });
    }
  });

  test('a 400 of a service without TLS is no sign of it', async () => {
    const port = await listening(says((socket) => socket.end(html('400 Bad Request', 'no'))));
    const answer = await diagnosed(`http://localhost:${port}/`);
    expect(answer.candidates).not.toContain('plain-client');
  });

  const isByName = (first: Buffer): boolean => first.includes('localhost');
  const refusing = (socket: Socket) => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 112]));

  test.each([
    ['resets', (socket: Socket) => socket.resetAndDestroy(), ['name-blocked', 'name-refused']],
    ['closes', (socket: Socket) => socket.end(), ['name-blocked', 'name-refused']],
    ['refuses by an alert', refusing, ['name-refused']],
  ] as const)('tells that the name is what something %s', async (_, cuts, candidates) => {
    const port = await listening(await inFront(isByName, cuts));
    const answer = await diagnosed(`wss://localhost:${port}/`);
    expect(answer.candidates.toSorted()).toEqual(candidates);
    expect(answer.evidence?.map(({ observed }) => observed).join('\n')).toContain(
      'Without the name localhost: it speaks TLSv1.3.',
    );
    expect(await diagnosed(`wss://127.0.0.1:${port}/`)).not.toMatchObject({ candidates });
  });

  test('shows no certificate where the port speaks no TLS', async () => {
    const server = createTcpServer((socket) =>
      socket.on('error', () => undefined).end('220 hi\r\n'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    const answer = await diagnosed(`wss://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(answer).toMatchObject({ candidates: ['plain-server'] });
    expect(answer).not.toHaveProperty('certificate.port');
  });

  describe('by a proxy', () => {
    beforeEach(() => {
      for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'])
        vi.stubEnv(name, undefined).stubEnv(name.toUpperCase(), undefined);
    });
    afterEach(() => vi.unstubAllEnvs());

    /** A proxy whose tunnels lead to this port of 127.0.0.1, whatever they are asked for. */
    const setProxy = async (port: number): Promise<void> => {
      const proxy = createHttpServer().on('connect', (_, socket) => {
        const behind = connectTcp(port, '127.0.0.1').on('error', () => socket.destroy());
        socket.on('error', () => behind.destroy()).write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(behind).pipe(socket);
      });
      vi.stubEnv('https_proxy', `http://127.0.0.1:${await listening(proxy)}`);
    };

    test.each(['wss', 'https'])('%s through a tunnel is healthy', async (scheme) => {
      const port = await serve({});
      await setProxy(port);
      expect(await diagnosed(`${scheme}://localhost:${port}/`)).toMatchObject({
        status: 'healthy',
      });
    });

    test('one that signs by itself is told, where the server shows another', async () => {
      await setProxy(await serve({}, stranger));
      const answer = await diagnosed(`https://localhost:${await serve({})}/`);
      expect(answer).toMatchObject({
        candidates: ['tls-intercepted'],
        remedy: { action: 'trust-authority' },
      });
      expect(answer.evidence?.map(({ observed }) => observed).join('\n')).toContain(
        'Past the proxy the server shows one that this machine trusts.',
      );
    });

    test('where the server cannot be asked, it may be the certificate of the server', async () => {
      await setProxy(await serve({}, stranger));
      const answer = await diagnosed('wss://localhost:1/');
      expect(answer.candidates.toSorted()).toEqual(['certificate-untrusted', 'tls-intercepted']);
    });

    test('what is wrong with the certificate on both ways is no fault of the proxy', async () => {
      const port = await serve({ ends: 'past' });
      await setProxy(port);
      expect(await diagnosed(`https://localhost:${port}/`)).toMatchObject({
        candidates: ['certificate-expired'],
      });
    });

    test('what is over behind it is told as well where the server cannot be asked', async () => {
      await setProxy(await serve({ ends: 'past' }));
      expect(await diagnosed('wss://localhost:1/')).toMatchObject({
        candidates: ['certificate-expired'],
      });
    });
  });
});
