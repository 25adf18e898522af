import type { CauseFile } from '../cause-file.ts';
import { idleTimeout } from './idle-timeout.ts';
import { messageTooLarge } from './message-too-large.ts';

export const causes: readonly CauseFile[] = [idleTimeout, messageTooLarge];
