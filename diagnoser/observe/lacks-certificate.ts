import type { Handshake, Hello } from '../evidence.ts';

/** Alerts about a missing client certificate (RFC 8446, 6.2; RFC 5246, 7.2.2). */
const ofCertificates = [42, 46, 116];
const handshakeFailure = 40;

/**
 * Whether the server demands a client certificate: by an alert, which in TLS 1.3 follows the finished handshake, or
 * by an error page (nginx, Apache).
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
