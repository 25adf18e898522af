import { decides, type CauseFile } from '../cause-file.ts';
import { commandsForCertificate } from './look-at-tls.ts';

/** Names are checked last: with a wrong date or an untrusted authority, this is not the first failure. */
export const certificateWrongName: CauseFile = {
  cause: 'certificate-wrong-name',
  prior: 1,
  judge: ({ certificate }) => {
    const isReached = certificate?.time === 'within' && certificate.shown.isTrusted;
    return [decides('certificate', isReached ? !certificate.shown.fits : undefined)];
  },
  remedy: (facts) => ({
    action: 'renew-certificate',
    text: `The certificate on port ${facts.port} is not for ${facts.evidence.target.host}. Have one issued that is, and the service load it; or connect by a name that it has, if that is the server you mean.`,
    commands: commandsForCertificate(facts),
  }),
};
