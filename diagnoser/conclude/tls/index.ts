import type { CauseFile } from '../cause-file.ts';
import { certificateExpired } from './certificate-expired.ts';

export const causes: readonly CauseFile[] = [certificateExpired];
