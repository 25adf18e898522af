import { expect, test } from 'vitest';
import type { Handshake, Hello } from '../evidence.ts';
import { lacksCertificate } from './lacks-certificate.ts';

const hello: Hello = { port: 443, answer: 'hello', version: 'TLSv1.2', afterMs: 1 };
const failed: Handshake = { asked: 'http', port: 443, answer: 'failed', afterMs: 1 };

test.each<[boolean, Partial<Handshake>, Hello[]]>([
  [true, { alert: 42 }, []],
  [true, { alert: 116 }, []],
  [true, { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }, []],
  [true, { asked: 'tls', alert: 40 }, [{ ...hello, asksCertificate: true }]],
  [false, { asked: 'tls', alert: 40 }, [{ ...hello, asksCertificate: false }]],
  [true, { answer: 'http', status: 400, wantsCertificate: true }, [hello]],
  [false, { answer: 'http', status: 400 }, [{ ...hello, asksCertificate: true }]],
  [false, { asked: 'http', alert: 40 }, [{ ...hello, asksCertificate: true }]],
  [false, { code: 'ECONNRESET' }, [hello]],
  [false, { code: 'CERT_HAS_EXPIRED' }, [hello]],
])('%s: %j, %j', (expected, parts, hellos) => {
  expect(lacksCertificate({ ...failed, ...parts }, hellos)).toBe(expected);
});
