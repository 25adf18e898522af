import { decides, type CauseFile } from '../cause-file.ts';
import { commandsForCertificate } from './look-at-tls.ts';

export const certificateWrongName: CauseFile = {
  cause: 'certificate-wrong-name',
  prior: 1,
  judge: ({ certificate }) => [decides('certificate', certificate && !certificate.shown.fits)],
  remedy: (facts) => ({
    action: 'renew-certificate',
    text: `The certificate on port ${facts.port} is not for ${facts.evidence.target.host}. Have one issued that is, and the service load it; or connect by a name that it has, if that is the server you mean.`,
    commands: commandsForCertificate(facts),
  }),
};
