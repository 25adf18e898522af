import { randomBytes } from 'node:crypto';

/** Cipher suites of TLS 1.3 (RFC 8446, B.4), and all of older versions that a server may still require. */
const ciphers = [
  ...[0x1301, 0x1302, 0x1303],
  ...[0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9, 0xc009, 0xc00a, 0xc013, 0xc014],
  ...[0xc023, 0xc024, 0xc027, 0xc028, 0x009e, 0x009f, 0xccaa, 0x0033, 0x0039, 0x0067, 0x006b],
  ...[0x009c, 0x009d, 0x002f, 0x0035, 0x003c, 0x003d, 0x000a, 0xc008, 0xc012, 0x0016, 0x0005],
  // TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746, 3.3).
  0x00ff,
];
/** x25519, the NIST curves, ffdhe2048 (RFC 8446, 4.2.7). */
const groups = [0x001d, 0x0017, 0x0018, 0x0019, 0x0100];
/** ECDSA, EdDSA, RSA-PSS, RSA, and SHA-1 for old servers (RFC 8446, 4.2.3). */
const signatures = [
  ...[0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809],
  ...[0x0401, 0x0501, 0x0601, 0x0203, 0x0201],
];
/** TLS 1.3 to 1.0. */
const versions = [0x0304, 0x0303, 0x0302, 0x0301];

const sized = (bytes: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(content.length, 0, bytes);
  return Buffer.concat([length, content]);
};

const numbers = (values: readonly number[]): Buffer =>
  Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));

const extension = (type: number, ...parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat([numbers([type]), sized(2, ...parts)]);

/**
 * ClientHello (RFC 8446, 4.1.2) that offers everything, whatever this machine's TLS library allows: a server that
 * refuses it refuses every client. It has no key share: a TLS 1.3 server asks for one (HelloRetryRequest), which
 * already shows that it speaks TLS.
 */
export const clientHello = (serverName?: string): Buffer => {
  const name =
    serverName === undefined
      ? []
      : [extension(0, sized(2, Buffer.from([0]), sized(2, Buffer.from(serverName))))];
  const extensions = [
    ...name,
    extension(10, sized(2, numbers(groups))),
    extension(11, sized(1, Buffer.from([0]))),
    extension(13, sized(2, numbers(signatures))),
    extension(43, sized(1, numbers(versions))),
    extension(45, sized(1, Buffer.from([1]))),
    extension(51, sized(2)),
  ];
  const message = Buffer.concat([
    numbers([0x0303]),
    randomBytes(32),
    sized(1, randomBytes(32)),
    sized(2, numbers(ciphers)),
    sized(1, Buffer.from([0])),
    sized(2, ...extensions),
  ]);
  const handshake = Buffer.concat([Buffer.from([1]), sized(3, message)]);
  return Buffer.concat([Buffer.from([0x16, 3, 1]), sized(2, handshake)]);
};
