import type { CauseFile } from '../cause-file.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateWrongName } from './certificate-wrong-name.ts';

export const causes: readonly CauseFile[] = [certificateExpired, certificateWrongName];
