import { expect, test } from 'vitest';
import type { Handshake, Hello } from '../evidence.ts';
import { lacksCertificate } from './lacks-certificate.ts';

const hello: Hello = { port: 443, answer: 'hello', version: 'TLSv1.2', afterMs: 1 };
const failed: Handshake = { asked: 'http', port: 443, answer: 'failed', afterMs: 1 };
const nginx = '400 No required SSL certificate was sent';

test.each<[boolean, Partial<Handshake>, Hello[]]>([
  [true, { alert: 42 }, []],
  [true, { alert: 116 }, []],
  [true, { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }, []],
  [true, { answer: 'http', status: 400, firstBytes: nginx }, [hello]],
  [true, { answer: 'http', status: 403, firstBytes: 'client certificate missing' }, [hello]],
  [true, { asked: 'tls', alert: 40 }, [{ ...hello, asksCertificate: true }]],
  [false, { asked: 'tls', alert: 40 }, [{ ...hello, asksCertificate: false }]],
  [false, { asked: 'http', alert: 40 }, [{ ...hello, asksCertificate: true }]],
  [false, { answer: 'http', status: 400, firstBytes: nginx }, []],
  [false, { answer: 'http', status: 404, firstBytes: nginx }, [hello]],
  [false, { answer: 'http', status: 400, firstBytes: 'a gift certificate is needed' }, [hello]],
  [false, { code: 'ECONNRESET' }, [hello]],
  [false, { code: 'CERT_HAS_EXPIRED' }, [hello]],
])('%s: %j, %j', (expected, parts, hellos) => {
  expect(lacksCertificate({ ...failed, ...parts }, hellos)).toBe(expected);
});
