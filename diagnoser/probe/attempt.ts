import { connect, type Socket } from 'node:net';
import type { Attempt } from '../evidence.ts';
import { heldBack, readCounters, readTraffic, risen } from './counters.ts';
import { patience } from './patience.ts';

export interface RunningAttempt {
  /** Settles with the outcome. `socket` is set if `code` is `connected`; the receiver must close it. */
  ended: Promise<{ attempt: Attempt; socket?: Socket }>;
  /** Gives up `ms` after the SYN, if that is before the deadline. */
  giveUpAfter: (ms: number) => void;
}

/** Starts one TCP connection attempt, and records the counters around it. Never rejects. */
export const startAttempt = (address: string, port: number, deadlineMs: number): RunningAttempt => {
  const before = readCounters();
  const trafficBefore = readTraffic();
  const started = performance.now();
  const { promise, resolve } = Promise.withResolvers<{ attempt: Attempt; socket?: Socket }>();
  const socket = connect({ host: address, port, noDelay: true });
  let limitMs = deadlineMs;

  const end = (code: string, message: string): void => {
    waiting.end();
    const afterMs = Math.round((performance.now() - started) * 10) / 10;
    const counters = risen(before, readCounters());
    const traffic = readTraffic();
    const held = heldBack(
      before,
      counters,
      address.includes(':'),
      trafficBefore && traffic && traffic.sent - trafficBefore.sent,
    );
    const attempt: Attempt = {
      address,
      port,
      code,
      message,
      // Node appends the local address only if connect(2) itself failed.
      local: message.includes(' - Local ('),
      afterMs,
      ...(counters === undefined ? {} : { counters }),
      ...(trafficBefore === undefined || traffic === undefined
        ? {}
        : { arrived: traffic.received - trafficBefore.received }),
      ...(held === 0 ? {} : { heldBack: held }),
    };
    if (code === 'connected') resolve({ attempt, socket });
    else {
      socket.destroy();
      resolve({ attempt });
    }
  };
  const giveUp = (): void => end('silence', `no answer within ${Math.round(limitMs)} ms`);

  const waiting = patience(deadlineMs, giveUp);
  socket.once('connect', () => {
    // An error before the next listener is attached must not end the process; 'close' reports it.
    socket.removeAllListeners('error').on('error', () => undefined);
    end('connected', 'connected');
  });
  socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'error', error.message));

  return {
    ended: promise,
    giveUpAfter: (ms) => {
      if (ms >= limitMs) return;
      limitMs = ms;
      waiting.limit(ms);
    },
  };
};
