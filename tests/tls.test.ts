/** Servers of TLS on loopback, as labs have them: what the plain client and the reference diagnoser see. */
import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import * as tls from 'node:tls';
import { WebSocketServer } from 'ws';
import { createServer } from 'node:https';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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
async function serve(plan: CertificatePlan, by = authority, host = '127.0.0.1'): Promise<number> {
  const pem = by.pemOf('server', plan);
  const server = createServer({ key: pem, cert: pem }, (_, response) => response.end('fine'));
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

  test('says of a certificate whose authority nobody trusts that it cannot tell', async () => {
    const answer = await diagnosed(`wss://localhost:${await serve({}, stranger)}/`);
    expect(answer).toMatchObject({
      ...{ status: 'cannot-tell', candidates: [], certificate: { isTrusted: false, fits: true } },
      remedy: { action: 'look-further' },
    });
    expect(answer.evidence?.map(({ observed }) => observed).join(' ')).toContain(
      'issued by localhost Issuing CA, which leads to no authority that this machine trusts',
    );
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

  test('does not name the names of one whose authority nobody trusts', async () => {
    const answer = await diagnosed(`wss://localhost:${await serve(own, stranger)}/`);
    expect(answer).toMatchObject({ status: 'cannot-tell', candidates: [] });
  });

  test('shows no certificate where the port speaks no TLS', async () => {
    const server = createTcpServer((socket) =>
      socket.on('error', () => undefined).end('220 hi\r\n'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    const answer = await diagnosed(`wss://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(answer).toMatchObject({ status: 'cannot-tell', candidates: [] });
    expect(answer).not.toHaveProperty('certificate.port');
  });
});
