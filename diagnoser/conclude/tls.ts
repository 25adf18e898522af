import type { Handshake } from '../evidence.ts';
import type { Remedy } from './cause-file.ts';
import { sh } from './command.ts';
import type { Facts } from './facts.ts';

/** OpenSSL's X509_V_ERR_… as Node names them, and Node's own for a name that does not fit. */
const aboutCertificate =
  /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH|ALTNAME/;

/** TLS that did not come about on a connection that stood. */
export const failedTls = ({ handshake }: Facts): Handshake | undefined =>
  handshake?.asked === 'tls' ? handshake : undefined;

export const tlsSentence = ({ port, answer, code = '', afterMs }: Handshake): string => {
  const asked = `Asked port ${port} for TLS`;
  if (answer === 'silence') return `${asked}: nothing came back. The connection stands.`;
  return aboutCertificate.test(code)
    ? `${asked}: this machine does not accept the certificate of the server (${code}, after ${afterMs} ms). The connection stands, and the server speaks TLS.`
    : `${asked}: it failed after ${afterMs} ms (${code}). The connection stands; TLS does not.`;
};

/** What splits the reasons for which TLS fails; changes nothing. */
export const lookAtTls = ({ address, evidence, port }: Facts, { code = '' }: Handshake): Remedy => {
  const at = address.includes(':') ? `[${address}]` : address;
  const connect = sh`openssl s_client -connect ${`${at}:${port}`} -servername ${evidence.target.host} </dev/null`;
  const isTrust = aboutCertificate.test(code);
  return {
    action: 'look-further',
    text: isTrust
      ? 'The network is fine. See whom the certificate is for, who signed it and how long it lasts, and what this machine takes for the time.'
      : 'The network is fine. See whether the port speaks TLS at all, and in which versions.',
    commands: isTrust
      ? [`${connect} | openssl x509 -noout -subject -issuer -dates -ext subjectAltName`, 'date -u']
      : [connect],
  };
};
