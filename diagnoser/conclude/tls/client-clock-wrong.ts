import { decides, type CauseFile } from '../cause-file.ts';
import type { Facts } from '../../observe/facts.ts';
import { commandsForCertificate } from './look-at-tls.ts';

/**
 * This machine's clock against others. For a certificate that is not yet valid: its issuer's clock had that time
 * already, and the server's may too. For an expired one: only the server's clock.
 */
export const clientClockWrong: CauseFile = {
  cause: 'client-clock-wrong',
  prior: 3,
  judge: ({ certificate }) => [decides('certificate', certificate && mayBeWrong(certificate))],
  remedy: (facts) => ({
    action: 'set-clock',
    text: 'The clock of this machine is wrong: by another the certificate is valid. Set it, and let it be kept by NTP.',
    commands: [
      'date -u',
      'timedatectl',
      'timedatectl set-ntp true',
      ...commandsForCertificate(facts),
    ],
  }),
};

const mayBeWrong = ({
  byServer,
  isClockInDoubt,
  time,
}: NonNullable<Facts['certificate']>): boolean | undefined => {
  if (time === 'within') return false;
  if (byServer !== undefined) return isClockInDoubt;
  return time === 'before' ? true : undefined;
};
