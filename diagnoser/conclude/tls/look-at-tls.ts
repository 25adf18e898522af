import type { Handshake } from '../../evidence.ts';
import type { Facts } from '../../observe/facts.ts';
import { aboutCertificate } from '../../observe/handshake.ts';
import { isName } from '../../report/addresses.ts';
import type { AnsweredRemedy } from '../cause-file.ts';
import { sh } from '../command.ts';

/** Handshake of TLS that failed on an established connection. */
export const failedTls = ({ handshake }: Facts): Handshake | undefined =>
  handshake?.asked === 'tls' ? handshake : undefined;

const connectTo = ({ address, evidence, port }: Facts): string => {
  const at = address.includes(':') ? `[${address}]` : address;
  const { host } = evidence.target;
  // SNI never holds an address (RFC 6066, 3).
  const name = isName(host) ? sh` -servername ${host}` : '';
  return `${sh`openssl s_client -connect ${`${at}:${port}`}`}${name} </dev/null`;
};

/** Commands that show the certificate, and the clock that this machine compares it with. */
export const commandsForCertificate = (facts: Facts): string[] => [
  `${connectTo(facts)} | openssl x509 -noout -subject -issuer -dates -ext subjectAltName`,
  'date -u',
];

/** The certificate names its issuer, and where the issuer's certificate can be fetched (RFC 5280, 4.2.2.1). */
const lookForIssuer = (facts: Facts): AnsweredRemedy => ({
  action: 'look-further',
  text: `The server on port ${facts.port} sends its certificate alone. If its authorityInfoAccess leads to a certificate that an authority of this machine has signed, the server is to send that along (ssl_certificate of nginx: fullchain.pem, not cert.pem). If the authority is a private one, this machine is to trust it, or the server to have another certificate.`,
  commands: [`${connectTo(facts)} | openssl x509 -noout -subject -issuer -ext authorityInfoAccess`],
});

/** How to tell whether the server or the network in between blocks the name. */
const lookForBlock = (facts: Facts): AnsweredRemedy => ({
  action: 'look-further',
  text: `The connection is cut off where TLS asks for the name ${facts.evidence.target.host}, and goes on where it asks for none. Ask the same on the server itself and from another network: where the name passes there, the network in the way blocks it; where it does not, the server refuses it.`,
  commands: [connectTo(facts)],
});

/** Alert number (RFC 8446, 6.2). */
const internalError = 80;

/** Step that separates the reasons why TLS fails. Read-only. */
export const lookAtTls = (facts: Facts, { alert, code = '' }: Handshake): AnsweredRemedy =>
  facts.certificate?.time === 'within' && facts.certificate.trust === 'nothing'
    ? lookForIssuer(facts)
    : facts.hello?.isByName
      ? lookForBlock(facts)
      : aboutCertificate.test(code)
        ? {
            action: 'look-further',
            text: 'The network is fine. See whom the certificate is for, who signed it and how long it lasts, and what this machine takes for the time.',
            commands: commandsForCertificate(facts),
          }
        : alert === internalError
          ? {
              action: 'look-further',
              text: `The server on port ${facts.port} speaks TLS, and ends it by a failure of its own (alert 80, internal_error). See in its log why: programs in Go (Caddy, Traefik) say so where they have no certificate for the name that is asked for.`,
              commands: [connectTo(facts)],
            }
          : {
              action: 'look-further',
              text: 'The network is fine. See whether the port speaks TLS at all, and in which versions.',
              commands: [connectTo(facts)],
            };
