import type { Handshake, Hello } from '../evidence.ts';

/** Those that speak of a certificate of the client, which gave none (RFC 8446, 6.2; RFC 5246, 7.2.2). */
const ofCertificates = [42, 46, 116];
const handshakeFailure = 40;

/**
 * Whether the server misses a certificate of the client: by its alert, which in TLS 1.3 comes when the handshake
 * is over, or in plain words after it (nginx, Apache).
 */
export const lacksCertificate = (
  { alert = 0, answer, asked, code = '', wantsCertificate = false }: Handshake,
  hellos: readonly Hello[],
): boolean => {
  if (wantsCertificate) return true;
  if (answer !== 'failed') return false;
  if (ofCertificates.includes(alert) || /ALERT_\w*CERTIFICATE/.test(code)) return true;
  const isAsked = hellos.some(({ asksCertificate }) => asksCertificate === true);
  return asked === 'tls' && alert === handshakeFailure && isAsked;
};
