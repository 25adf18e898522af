import type { Handshake } from '../evidence.ts';

/** OpenSSL's X509_V_ERR_… as Node names them, and Node's own for a name that does not fit. */
export const aboutCertificate =
  /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH|ALTNAME/;

export const tlsSentence = ({ port, answer, code = '', afterMs }: Handshake): string => {
  const asked = `Asked port ${port} for TLS`;
  if (answer === 'silence') return `${asked}: nothing came back. The connection stands.`;
  return aboutCertificate.test(code)
    ? `${asked}: this machine does not accept the certificate of the server (${code}, after ${afterMs} ms). The connection stands, and the server speaks TLS.`
    : `${asked}: it failed after ${afterMs} ms (${code}). The connection stands; TLS does not.`;
};
