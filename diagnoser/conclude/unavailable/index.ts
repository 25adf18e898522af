import type { CauseFile } from '../cause-file.ts';
import { portsHeld } from './ports-held.ts';
import { timeWaitFlood } from './time-wait-flood.ts';

export const causes: readonly CauseFile[] = [portsHeld, timeWaitFlood];
