import type { Handshake } from '../evidence.ts';
import type { Facts } from '../observe/facts.ts';
import { aboutCertificate } from '../observe/handshake.ts';
import type { Remedy } from './cause-file.ts';
import { sh } from './command.ts';

/** TLS that did not come about on a connection that stood. */
export const failedTls = ({ handshake }: Facts): Handshake | undefined =>
  handshake?.asked === 'tls' ? handshake : undefined;

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
