import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import * as der from './der.ts';

/** A key and a name: of an authority or a server. */
export interface Holder {
  name: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export interface Wanted {
  from: Date;
  until: Date;
  /** Names and addresses of a server; absent for an authority. */
  names?: readonly string[];
}

/** Creates a holder with a new P-256 key. */
export const holder = (name: string): Holder => ({
  name,
  ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
});

const commonName = '2.5.4.3';
const ecdsaWithSha256 = der.sequence(der.identifier('1.2.840.10045.4.3.2'));
const serverAuth = '1.3.6.1.5.5.7.3.1';

const nameOf = ({ name }: Holder): Buffer =>
  der.sequence(der.set(der.sequence(der.identifier(commonName), der.utf8(name))));

const spki = ({ publicKey }: Holder): Buffer => publicKey.export({ type: 'spki', format: 'der' });

const keyId = (of: Holder): Buffer => createHash('sha1').update(spki(of)).digest();

/** An address as 4 or 16 octets. */
function octetsOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const halves = address.split('::').map((half) => half.split(':').filter(Boolean));
  const [head = [], tail = []] = halves;
  const gap = Array<string>(8 - head.length - tail.length).fill('0');
  return Buffer.from(
    [...head, ...gap, ...tail].map((group) => group.padStart(4, '0')).join(''),
    'hex',
  );
}

const alternative = (name: string): Buffer =>
  isIP(name) === 0 ? der.numbered(2, Buffer.from(name, 'ascii')) : der.numbered(7, octetsOf(name));

const extension = (id: string, isCritical: boolean, value: Buffer): Buffer =>
  der.sequence(der.identifier(id), ...(isCritical ? [der.yes] : []), der.octets(value));

/** RFC 5280, 4.2.1. */
function extensionsOf(subject: Holder, issuer: Holder, { names }: Wanted): Buffer {
  const isServer = names !== undefined;
  // digitalSignature; keyCertSign and cRLSign.
  const usage = isServer ? der.bits(Buffer.from([0x80]), 7) : der.bits(Buffer.from([0x06]), 1);
  return der.sequence(
    extension('2.5.29.19', true, der.sequence(...(isServer ? [] : [der.yes]))),
    extension('2.5.29.15', true, usage),
    extension('2.5.29.14', false, der.octets(keyId(subject))),
    extension('2.5.29.35', false, der.sequence(der.numbered(0, keyId(issuer)))),
    ...(isServer
      ? [
          extension('2.5.29.37', false, der.sequence(der.identifier(serverAuth))),
          extension('2.5.29.17', false, der.sequence(...names.map(alternative))),
        ]
      : []),
  );
}

/** An X.509 certificate, version 3 (RFC 5280, 4.1), as PEM. An authority may issue its own. */
export function issue(subject: Holder, issuer: Holder, wanted: Wanted): string {
  // Positive, of 16 octets.
  const [first = 0, ...rest] = randomBytes(16);
  const toBeSigned = der.sequence(
    der.numbered(0, der.integer(2), true),
    der.integer((first & 0x7f) | 0x40, ...rest),
    ecdsaWithSha256,
    nameOf(issuer),
    der.sequence(der.time(wanted.from), der.time(wanted.until)),
    nameOf(subject),
    spki(subject),
    der.numbered(3, extensionsOf(subject, issuer, wanted), true),
  );
  const signature = sign('sha256', toBeSigned, issuer.privateKey);
  const whole = der.sequence(toBeSigned, ecdsaWithSha256, der.bits(signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
