import { expect, test } from 'vitest';
import { isTlsAlert, protocolOf } from './beginnings.ts';

test.each([
  ['SSH-2.0-OpenSSH_9.2\r\n', 'SSH'],
  ['220 mail ESMTP Postfix\r\n', 'SMTP'],
  ['-ERR wrong number of arguments\r\n', 'Redis'],
  ['+OK POP3 ready\r\n', 'POP3'],
  ['* OK IMAP4rev1 ready\r\n', 'IMAP'],
  ['ERROR\r\n', 'memcached'],
  ['RFB 003.008\n', 'VNC'],
  ['J\0\0\0\n8.0.36\0', 'MySQL'],
  ['\x15\x03\x01\0\x02\x02\x16', 'TLS'],
])('%j begins %s', (bytes, protocol) => {
  expect(protocolOf(bytes)).toContain(protocol);
});

test.each(['', 'GET / HTTP/1.1\r\n', '{"type":"error"}\n', 'ERROR in your message\n'])(
  '%j begins nothing that is known',
  (bytes) => {
    expect(protocolOf(bytes)).toBeUndefined();
    expect(isTlsAlert(bytes)).toBe(false);
  },
);
