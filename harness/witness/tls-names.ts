import { recordTypes, type TlsNames } from './tls-records.ts';

/** Handshake messages sent in clear, besides the ClientHello (RFC 8446, 4; RFC 5246, 7.4). */
const messages: Readonly<Record<number, string>> = {
  ...{ 0: 'HelloRequest', 2: 'ServerHello', 4: 'NewSessionTicket', 11: 'Certificate' },
  ...{ 12: 'ServerKeyExchange', 13: 'CertificateRequest', 14: 'ServerHelloDone' },
  ...{ 15: 'CertificateVerify', 16: 'ClientKeyExchange', 22: 'CertificateStatus' },
};

/** Descriptions of alerts (RFC 8446, 6; RFC 5246, 7.2). */
const alerts: Readonly<Record<number, string>> = {
  ...{ 0: 'close_notify', 10: 'unexpected_message', 20: 'bad_record_mac' },
  ...{ 22: 'record_overflow', 40: 'handshake_failure', 42: 'bad_certificate' },
  ...{ 43: 'unsupported_certificate', 44: 'certificate_revoked', 45: 'certificate_expired' },
  ...{ 46: 'certificate_unknown', 47: 'illegal_parameter', 48: 'unknown_ca', 49: 'access_denied' },
  ...{ 50: 'decode_error', 51: 'decrypt_error', 70: 'protocol_version' },
  ...{ 71: 'insufficient_security', 80: 'internal_error', 86: 'inappropriate_fallback' },
  ...{ 90: 'user_canceled', 100: 'no_renegotiation', 109: 'missing_extension' },
  ...{ 110: 'unsupported_extension', 112: 'unrecognized_name' },
  ...{ 113: 'bad_certificate_status_response', 115: 'unknown_psk_identity' },
  ...{ 116: 'certificate_required', 120: 'no_application_protocol' },
};

/** Words for TLS in a ladder: names of records, messages and alerts, and the requested server name. */
export const tlsNames: TlsNames = {
  record(type, body, bytes) {
    if (type === recordTypes.applicationData) return 'encrypted record';
    if (type === recordTypes.changeCipherSpec) return 'ChangeCipherSpec';
    if (type !== recordTypes.alert) return undefined;
    // An alert in clear has two bytes; an encrypted one is longer.
    return bytes === 2 ? alertName(body) : 'encrypted Alert';
  },
  message: (type, body) => (type === 1 ? clientHello(body) : messages[type]),
};

function alertName([level, description]: Uint8Array): string {
  if (description === undefined) return 'Alert';
  return `Alert ${level === 1 ? 'warning' : 'fatal'} ${alerts[description] ?? description}`;
}

function clientHello(body: Buffer): string {
  try {
    const name = serverName(body);
    return name === undefined ? 'ClientHello without SNI' : `ClientHello, SNI ${name}`;
  } catch (error) {
    // The capture or the segment ends before the extension.
    if (error instanceof RangeError) return 'ClientHello';
    throw error;
  }
}

/**
 * Server name of a ClientHello (RFC 8446, 4.1.2; RFC 6066, 3); undefined if it has none.
 *
 * @throws RangeError if the bytes end too early to tell.
 */
function serverName(body: Buffer): string | undefined {
  // Version and random.
  let at = 34;
  at += 1 + body.readUInt8(at);
  at += 2 + body.readUInt16BE(at);
  at += 1 + body.readUInt8(at);
  // A message that ends here has no extensions.
  if (at === body.length) return undefined;
  const end = at + 2 + body.readUInt16BE(at);
  at += 2;
  while (at < end) {
    const [type, bytes] = [body.readUInt16BE(at), body.readUInt16BE(at + 2)];
    if (type === 0) {
      const length = body.readUInt16BE(at + 7);
      return printable(body.subarray(at + 9, at + 9 + length));
    }
    at += 4 + bytes;
  }
  return undefined;
}

/** Untrusted input: bounded to 253 characters, the longest DNS name. */
const printable = (bytes: Buffer): string =>
  bytes
    .subarray(0, 253)
    .toString('latin1')
    .replaceAll(/[^\x21-\x7e]/g, '?');
