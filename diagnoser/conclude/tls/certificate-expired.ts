import { decides, type CauseFile } from '../cause-file.ts';
import { commandsForCertificate } from './look-at-tls.ts';

/** Where the server says another time, one of two clocks is wrong; a report that does may be old. */
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
