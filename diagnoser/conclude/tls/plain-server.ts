import { protocolOf } from '../../observe/beginnings.ts';
import { decides, type CauseFile } from '../cause-file.ts';
import { failedTls } from './look-at-tls.ts';
import type { Facts } from '../../observe/facts.ts';

export const plainServer: CauseFile = {
  cause: 'plain-server',
  prior: 3,
  judge: (facts) => [decides('hello', isPlain(facts))],
  remedy: ({ evidence, hello, port }) => {
    const other = protocolOf(hello?.first.firstBytes ?? '');
    const plain = evidence.target.url.replace(/^(ws|http)s:/i, '$1:');
    return {
      action: 'serve-tls',
      text:
        other === undefined
          ? `What listens on port ${port} speaks without TLS. Have it speak TLS there (in nginx: listen ${port} ssl, with ssl_certificate and ssl_certificate_key), or connect to the port that does; on a network that you trust, ${plain} connects without.`
          : `What listens on port ${port} speaks without TLS, and begins as ${other} does. Have the service speak TLS there, or connect to the port on which it does.`,
      commands: [],
    };
  },
};

/** OpenSSL received bytes that are no record of TLS: its version is none, or its length too large (RFC 8446, 5.1). */
const noRecord = ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG'];

/** Whether the server answers in plaintext: to a ClientHello, or, if that was cut off, to a plaintext request. */
const isPlain = (facts: Facts): boolean | undefined => {
  const { hello } = facts;
  if (hello === undefined || failedTls(facts) === undefined) return undefined;
  if (hello.speaksTls || hello.first.answer === 'alert') return false;
  const { answer } = hello.plain ?? {};
  if (noRecord.includes(failedTls(facts)?.code ?? '')) return true;
  return hello.first.answer === 'other-bytes' || answer === 'http' || answer === 'other-bytes';
};
