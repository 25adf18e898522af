import type { Handshake } from '../../evidence.ts';
import type { Facts } from '../../observe/facts.ts';
import { aboutCertificate } from '../../observe/handshake.ts';
import { isName } from '../../report/addresses.ts';
import type { AnsweredRemedy } from '../cause-file.ts';
import { sh } from '../command.ts';

/** TLS that did not come about on a connection that stood. */
export const failedTls = ({ handshake }: Facts): Handshake | undefined =>
  handshake?.asked === 'tls' ? handshake : undefined;

const connectTo = ({ address, evidence, port }: Facts): string => {
  const at = address.includes(':') ? `[${address}]` : address;
  const { host } = evidence.target;
  // An address is no name that a certificate is chosen by (RFC 6066, 3).
  const name = isName(host) ? sh` -servername ${host}` : '';
  return `${sh`openssl s_client -connect ${`${at}:${port}`}`}${name} </dev/null`;
};

/** They show the certificate, and the time that this machine holds against it. */
export const commandsForCertificate = (facts: Facts): string[] => [
  `${connectTo(facts)} | openssl x509 -noout -subject -issuer -dates -ext subjectAltName`,
  'date -u',
];

/** What splits the reasons for which TLS fails; changes nothing. */
export const lookAtTls = (facts: Facts, { code = '' }: Handshake): AnsweredRemedy =>
  aboutCertificate.test(code)
    ? {
        action: 'look-further',
        text: 'The network is fine. See whom the certificate is for, who signed it and how long it lasts, and what this machine takes for the time.',
        commands: commandsForCertificate(facts),
      }
    : {
        action: 'look-further',
        text: 'The network is fine. See whether the port speaks TLS at all, and in which versions.',
        commands: [connectTo(facts)],
      };
