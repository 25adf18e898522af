import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { commandsForCertificate } from './look-at-tls.ts';

/** The server sent only its own certificate, and its issuer is not known here. */
export const chainIncomplete: CauseFile = {
  cause: 'chain-incomplete',
  prior: 3,
  judge: ({ certificate }) => [
    decides('certificate', certificate?.time === 'within' && certificate.trust === 'nothing'),
    speaksAgainst('certificate', certificate?.tunnel?.isDirectTrusted),
  ],
  remedy: (facts) => ({
    action: 'send-chain',
    text: `The server on port ${facts.port} sends its certificate without that of the authority which signed it. Have it send the whole chain: ssl_certificate of nginx is to name fullchain.pem, not cert.pem; then reload the service.`,
    commands: commandsForCertificate(facts),
  }),
};
