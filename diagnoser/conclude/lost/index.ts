import type { CauseFile } from '../cause-file.ts';
import { idleTimeout } from './idle-timeout.ts';
import { keepAliveRace } from './keep-alive-race.ts';
import { messageTooLarge } from './message-too-large.ts';

export const causes: readonly CauseFile[] = [idleTimeout, keepAliveRace, messageTooLarge];
