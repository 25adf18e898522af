import type { CauseFile } from '../cause-file.ts';
import { mtuBlackHole } from '../protocol/mtu-black-hole.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';
import { certificateUntrusted } from './certificate-untrusted.ts';
import { certificateWrongName } from './certificate-wrong-name.ts';
import { chainIncomplete } from './chain-incomplete.ts';
import { clientCertificateRequired } from './client-certificate-required.ts';
import { clientClockWrong } from './client-clock-wrong.ts';
import { nameBlocked } from './name-blocked.ts';
import { nameRefused } from './name-refused.ts';
import { noSharedCipher } from './no-shared-cipher.ts';
import { plainClient } from './plain-client.ts';
import { plainServer } from './plain-server.ts';
import { tlsIntercepted } from './tls-intercepted.ts';
import { versionTooOld } from './version-too-old.ts';

export const causes: readonly CauseFile[] = [
  certificateExpired,
  certificateNotYetValid,
  clientClockWrong,
  certificateUntrusted,
  chainIncomplete,
  certificateWrongName,
  tlsIntercepted,
  plainClient,
  plainServer,
  versionTooOld,
  noSharedCipher,
  clientCertificateRequired,
  nameRefused,
  nameBlocked,
  mtuBlackHole,
];
