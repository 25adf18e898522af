import { decides, type CauseFile } from '../cause-file.ts';
import { commandsForCertificate } from './look-at-tls.ts';

/** Names are looked at last: behind a date or an authority that is wrong they are not what fails. */
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
