import { decides, type CauseFile } from '../cause-file.ts';
import { commandsForCertificate } from './look-at-tls.ts';

/** If the server's clock differs, one of the two clocks is wrong; if the report's does, it may be old. */
export const certificateExpired: CauseFile = {
  cause: 'certificate-expired',
  prior: 2,
  judge: ({ certificate }) => {
    const isOpen = certificate?.isClockInDoubt === true && certificate.byServer === undefined;
    return [decides('certificate', isOpen ? undefined : certificate?.time === 'after')];
  },
  remedy: (facts) => ({
    action: 'renew-certificate',
    text: `The certificate on port ${facts.port} is over. Renew it, and have the service load it: a new file alone changes nothing until then. If this machine has the wrong time, set its clock instead.`,
    commands: commandsForCertificate(facts),
  }),
};
