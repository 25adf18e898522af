import { decides, type CauseFile } from '../cause-file.ts';
import { failedTls } from './look-at-tls.ts';
import type { Facts } from '../../observe/facts.ts';

/** Forbidden by RFC 8996, and refused by clients. */
const deprecated = ['SSLv3', 'TLSv1', 'TLSv1.1'];
const protocolVersion = 70;

export const versionTooOld: CauseFile = {
  cause: 'version-too-old',
  prior: 2,
  judge: (facts) => [decides('hello', isOld(facts))],
  remedy: ({ hello, port }) => ({
    action: 'update-tls',
    text: `The server on port ${port} speaks ${hello?.first.version ?? 'no version of TLS that is still in use'} at most, which clients do not accept any more (RFC 8996). Let it speak TLS 1.2 and 1.3, in nginx by: ssl_protocols TLSv1.2 TLSv1.3; in Apache: SSLProtocol -all +TLSv1.2 +TLSv1.3. Where the program is too old for that, put one that is not in front of it.`,
    commands: [],
  }),
};

const isOld = (facts: Facts): boolean | undefined => {
  const { hello } = facts;
  if (hello === undefined || failedTls(facts) === undefined) return undefined;
  const { answer, alert, version = '' } = hello.first;
  return answer === 'alert' ? alert === protocolVersion : deprecated.includes(version);
};
