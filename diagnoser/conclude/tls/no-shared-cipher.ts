import { decides, type CauseFile } from '../cause-file.ts';
import { failedTls } from './look-at-tls.ts';
import type { Facts } from '../../observe/facts.ts';

/** handshake_failure and insufficient_security (RFC 8446, 6.2). */
const ofCiphers = [40, 71];

export const noSharedCipher: CauseFile = {
  cause: 'no-shared-cipher',
  prior: 1,
  judge: (facts) => [decides('hello', hasNone(facts))],
  remedy: ({ port }) => ({
    action: 'offer-ciphers',
    text: `The server on port ${port} finds no cipher suite that the client offers and its certificate allows; or it has no certificate at all for this name. See its list of ciphers: one for RSA alone (ECDHE-RSA-…) does not go with a certificate of ECDSA, which certbot issues by default. In nginx take ssl_ciphers out, or name ECDHE-ECDSA-AES128-GCM-SHA256 as well; then reload it.`,
    commands: [],
  }),
};

/** The server refuses even an offer of all ciphers, or accepts one that this client does not offer. */
const hasNone = (facts: Facts): boolean | undefined => {
  const { hello } = facts;
  const failed = failedTls(facts);
  if (hello === undefined || failed === undefined) return undefined;
  const { first, asksCertificate, isByName } = hello;
  if (first.answer === 'alert') return ofCiphers.includes(first.alert ?? 0) && !isByName;
  const isCurrent = first.version === 'TLSv1.2' || first.version === 'TLSv1.3';
  return isCurrent && !asksCertificate && ofCiphers.includes(failed.alert ?? 0);
};
