import type { CauseFile } from '../cause-file.ts';
import { workerStopped } from '../protocol/worker-stopped.ts';
import { closedWhenIdle } from './closed-when-idle.ts';
import { idleTimeout } from './idle-timeout.ts';
import { keepAliveRace } from './keep-alive-race.ts';
import { messageTooLarge } from './message-too-large.ts';
import { pongMissing } from './pong-missing.ts';

export const causes: readonly CauseFile[] = [
  closedWhenIdle,
  idleTimeout,
  keepAliveRace,
  messageTooLarge,
  pongMissing,
  workerStopped,
];
