import { decides, type CauseFile } from '../cause-file.ts';
import { commandsForCertificate } from './look-at-tls.ts';

/** If the server's clock agrees with this machine's, the clock is right; otherwise see client-clock-wrong. */
export const certificateNotYetValid: CauseFile = {
  cause: 'certificate-not-yet-valid',
  prior: 1,
  judge: ({ certificate }) => [
    decides('certificate', certificate?.time === 'before' && !certificate.isClockInDoubt),
  ],
  remedy: (facts) => ({
    action: 'renew-certificate',
    text: `The certificate on port ${facts.port} is valid from a time to come. Use the one that it is to replace until then, or have one issued that is valid now, and the service load it.`,
    commands: commandsForCertificate(facts),
  }),
};
