import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { samplePlacement } from '../changes/sample-placement.ts';
import type { CertificatePlan } from '../topology/services.ts';
import { Authority } from './authority.ts';

const allAddresses = { server: ['10.0.0.3', '10.0.1.3', 'fd00:1::3'] };
const placement = { ...samplePlacement, allAddresses };
const authority = new Authority(placement);
const parts = (pem: string): X509Certificate[] =>
  pem
    .split(/(?=-----BEGIN)/)
    .filter((part) => part.includes('CERTIFICATE'))
    .map((part) => new X509Certificate(part));
const leafOf = (plan: CertificatePlan): X509Certificate =>
  parts(authority.pemOf('server', plan))[0]!;

test('a server sends its certificate and that of the authority, which the root has signed', () => {
  const [leaf, intermediate, ...more] = parts(authority.pemOf('server', {}));
  const root = new X509Certificate(authority.root);
  expect(more).toEqual([]);
  expect([leaf?.ca, intermediate?.ca, root.ca]).toEqual([false, true, true]);
  expect(leaf?.verify(intermediate!.publicKey)).toBe(true);
  expect(leaf?.checkIssued(intermediate!)).toBe(true);
  expect(intermediate?.verify(root.publicKey)).toBe(true);
  expect(root.checkIssued(root)).toBe(true);
});

test('it is for the name of the service, that of the host, and its addresses', () => {
  const leaf = leafOf({});
  for (const name of ['shop.test', 'oak.shop.test']) expect(leaf.checkHost(name)).toBe(name);
  for (const address of allAddresses.server) expect(leaf.checkIP(address)).toBe(address);
  expect(leaf.checkHost('fir.shop.test')).toBeUndefined();
  const own = leafOf({ names: 'own' });
  expect(own.subjectAltName).toBe('DNS:oak.shop.test');
});

const hours = (date: string): number => (Date.parse(date) - Date.now()) / 3_600_000;

test.each([
  [{}, 86 * 24, 88 * 24],
  [{ ends: 'soon' }, 0.9, 24],
  [{ ends: 'past' }, -73, -71],
  [{ starts: 'later' }, 92 * 24, 94 * 24],
] as const)('%j ends in %d to %d hours, after 90 days', (plan, least, most) => {
  const { validFrom, validTo } = leafOf(plan);
  expect(hours(validTo)).toBeGreaterThan(least);
  expect(hours(validTo)).toBeLessThan(most);
  expect(hours(validTo) - hours(validFrom)).toBeCloseTo(90 * 24, 3);
});

test('what signs is valid for longer than what is signed', () => {
  for (const plan of [{}, { ends: 'past' }] as const) {
    const [leaf, intermediate] = parts(authority.pemOf('server', plan));
    const root = new X509Certificate(authority.root);
    for (const [signed, signer] of [
      [leaf!, intermediate!],
      [intermediate!, root],
    ] as const) {
      expect(Date.parse(signer.validFrom)).toBeLessThan(Date.parse(signed.validFrom));
      expect(Date.parse(signer.validTo)).toBeGreaterThan(Date.parse(signed.validTo));
    }
  }
});

test('the same plan is the same certificate', () => {
  expect(authority.pemOf('server', { ends: 'later' })).toBe(authority.pemOf('server', {}));
  expect(authority.pemOf('old', {})).not.toBe(authority.pemOf('server', {}));
});

async function codeOf(plan: CertificatePlan, servername: string, ca = authority.root) {
  const pem = authority.pemOf('server', plan);
  const server = createServer({ key: pem, cert: pem }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', servername, ca });
  const code = await new Promise((resolve) => {
    socket.once('secureConnect', () => resolve('connected'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  socket.destroy();
  server.close();
  return code;
}

test.each([
  ['connected', {}, 'shop.test'],
  ['connected', { ends: 'soon' }, 'shop.test'],
  ['CERT_HAS_EXPIRED', { ends: 'past' }, 'shop.test'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', { names: 'own' }, 'shop.test'],
  ['connected', { names: 'own' }, 'oak.shop.test'],
  ['connected', { names: 'any' }, 'fir.shop.test'],
  ['CERT_NOT_YET_VALID', { starts: 'later' }, 'shop.test'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', { signedBy: 'itself' }, 'shop.test'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', { signedBy: 'unknown' }, 'shop.test'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', { sends: 'own' }, 'shop.test'],
] as const)('a client says %s to %j as %s', async (code, plan, name) => {
  expect(await codeOf(plan, name)).toBe(code);
});

test('who trusts another root trusts none of it', async () => {
  const { root } = new Authority(placement);
  expect(await codeOf({}, 'shop.test', root)).toMatch(/^(UNABLE_TO_|SELF_SIGNED|CERT_SIGNATURE)/);
});
