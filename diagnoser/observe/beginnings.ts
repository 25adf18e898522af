/** First bytes of servers of protocols other than HTTP. */
const beginnings: readonly [begins: RegExp, protocol: string][] = [
  [/^SSH-\d/, 'SSH (RFC 4253, 4.2)'],
  [/^\d{3}[ -]/, 'a protocol of three-digit replies, such as SMTP or FTP (RFC 5321, 4.2)'],
  [/^-ERR (wrong number of arguments|unknown command)/, 'Redis (its protocol, RESP)'],
  [/^-(DENIED|NOAUTH|MISCONF|LOADING)\b/, 'Redis (its protocol, RESP)'],
  [/^(\+OK|-ERR)\b/, 'POP3 (RFC 1939, 3) or Redis'],
  [/^AMQP[^]{4}$/, 'AMQP (its header, 2.2)'],
  [/^E[^]{4}S(FATAL|ERROR)\0/, 'PostgreSQL (its protocol, ErrorResponse)'],
  [/^INFO \{/, 'NATS (its protocol, INFO)'],
  [/^\* (OK|BYE|PREAUTH)\b/, 'IMAP (RFC 9051, 7.1)'],
  [/^(ERROR|CLIENT_ERROR [^\r]*)\r\n/, 'memcached (protocol.txt)'],
  [/^RFB \d{3}\.\d{3}\n/, 'VNC (RFC 6143, 7.1.1)'],
  [/^[^]{3}\0(\xff|\n\d)/, 'MySQL (its protocol, version 10)'],
];

/** A TLS server answers a plaintext request with an alert record, version 3.x. */
export const isTlsAlert = (firstBytes: string): boolean => firstBytes.startsWith('\x15\x03');

/** Frame type and stream identifier, after three bytes of length (RFC 9113, 4.1): SETTINGS or GOAWAY on stream 0. */
export const isHttp2 = (firstBytes: string): boolean =>
  firstBytes.startsWith('\0') &&
  ['\x04\0\0\0\0\0', '\x07\0\0\0\0\0'].includes(firstBytes.slice(3, 9));

/** Protocol that the first bytes belong to, with its specification. */
export const protocolOf = (firstBytes: string): string | undefined =>
  isTlsAlert(firstBytes)
    ? 'a TLS alert (RFC 8446, 6)'
    : isHttp2(firstBytes)
      ? 'HTTP/2 (RFC 9113, 3.4)'
      : beginnings.find(([begins]) => begins.test(firstBytes))?.[1];
