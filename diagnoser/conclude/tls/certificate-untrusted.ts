import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { commandsForCertificate } from './look-at-tls.ts';

/** Dates are checked first: with a wrong date, this is not the first failure. */
export const certificateUntrusted: CauseFile = {
  cause: 'certificate-untrusted',
  prior: 2,
  judge: ({ certificate }) => [
    decides('certificate', certificate?.time === 'within' && certificate.trust !== 'known'),
    speaksAgainst('certificate', certificate?.tunnel?.isDirectTrusted),
  ],
  remedy: (facts) => ({
    action: 'renew-certificate',
    text: `This machine trusts nobody who signed the certificate on port ${facts.port}. For a service that is open to all, have one issued by a public authority. If the authority is your own, get its certificate from those who run it, and have this machine trust it: a file .crt in /usr/local/share/ca-certificates and \`update-ca-certificates\`; NODE_EXTRA_CA_CERTS for Node, REQUESTS_CA_BUNDLE for Python. If a proxy or a virus scanner signs in place of the server, the issuer names it. Do not turn the check off.`,
    commands: commandsForCertificate(facts),
  }),
};
