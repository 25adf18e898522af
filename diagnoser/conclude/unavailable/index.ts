import type { CauseFile } from '../cause-file.ts';
import { descriptorsUsedUp } from './descriptors-used-up.ts';
import { ipv6Off } from './ipv6-off.ts';
import { portsHeld } from './ports-held.ts';
import { timeWaitFlood } from './time-wait-flood.ts';

export const causes: readonly CauseFile[] = [descriptorsUsedUp, portsHeld, timeWaitFlood, ipv6Off];
