/** A server's answer to a ClientHello so far. */
export type ServerHelloAnswer =
  /** More bytes may decide. */
  | { kind: 'incomplete' }
  | { kind: 'other-bytes' }
  | { kind: 'alert'; alert: number }
  | {
      kind: 'hello';
      version: string;
      /** Whether it requests a client certificate; undefined if that is encrypted, or not yet received. */
      asksCertificate?: boolean;
    };

const names: Readonly<Record<number, string>> = {
  0x0304: 'TLSv1.3',
  0x0303: 'TLSv1.2',
  0x0302: 'TLSv1.1',
  0x0301: 'TLSv1',
  0x0300: 'SSLv3',
};
/** Record and message types (RFC 8446, 5.1, 4; RFC 5246, 7.4). */
const record = { alert: 21, handshake: 22 };
const message = { serverHello: 2, certificateRequest: 13, serverHelloDone: 14 };
const supportedVersions = 43;

/** Parses the start of the answer to a ClientHello. Never throws, whatever the bytes are. */
export const readAnswer = (bytes: Buffer): ServerHelloAnswer => {
  let handshake = Buffer.alloc(0);
  let rest = bytes;
  while (rest.length > 0) {
    const [type, major] = rest;
    const isTls = (type === record.alert || type === record.handshake) && (major ?? 3) === 3;
    // Records after the plaintext messages tell nothing more.
    if (!isTls) return handshake.length === 0 ? { kind: 'other-bytes' } : readMessages(handshake);
    if (rest.length < 5) break;
    const end = 5 + rest.readUInt16BE(3);
    const content = rest.subarray(5, end);
    if (type === record.alert) {
      const [, alert] = content;
      if (handshake.length > 0) return readMessages(handshake);
      return alert === undefined ? { kind: 'incomplete' } : { kind: 'alert', alert };
    }
    handshake = Buffer.concat([handshake, content]);
    rest = rest.subarray(end);
  }
  return readMessages(handshake);
};

const readMessages = (handshake: Buffer): ServerHelloAnswer => {
  let version: string | undefined;
  for (let at = 0; at + 4 <= handshake.length;) {
    const end = at + 4 + handshake.readUIntBE(at + 1, 3);
    if (end > handshake.length) break;
    const type = handshake[at];
    if (version === undefined) {
      if (type !== message.serverHello) return { kind: 'other-bytes' };
      version = versionOf(handshake.subarray(at + 4, end));
      if (version === undefined) return { kind: 'other-bytes' };
    }
    if (type === message.certificateRequest || type === message.serverHelloDone)
      return { kind: 'hello', version, asksCertificate: type === message.certificateRequest };
    at = end;
  }
  return version === undefined ? { kind: 'incomplete' } : { kind: 'hello', version };
};

/** Version of a ServerHello (RFC 8446, 4.1.3): version, 32 random bytes, session, cipher, compression, extensions. */
const versionOf = (hello: Buffer): string | undefined => {
  if (hello.length < 35) return undefined;
  let version = hello.readUInt16BE(0);
  for (let at = 35 + (hello[34] ?? 0) + 5; at + 4 <= hello.length;) {
    const length = hello.readUInt16BE(at + 2);
    if (hello.readUInt16BE(at) === supportedVersions && at + 6 <= hello.length)
      version = hello.readUInt16BE(at + 4);
    at += 4 + length;
  }
  return names[version];
};
