import type { CauseFile } from '../cause-file.ts';
import { idleTimeout } from './idle-timeout.ts';

export const causes: readonly CauseFile[] = [idleTimeout];
