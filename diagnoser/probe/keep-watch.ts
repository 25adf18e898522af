import type { Attempt, Evidence } from '../evidence.ts';
import type { RunningAttempt } from './attempt.ts';
import { watchForLife } from './life.ts';

/** The kernel retransmits an unanswered SYN after one second (RFC 6298, 2). */
const retransmittedAfterMs = 1000;
const leastMarginMs = 200;

/**
 * Probes for signs of life while SYNs stay unanswered. Their round trip bounds the time that an answer to the
 * retransmitted SYN may take.
 */
export const keepWatch = async (
  evidence: Evidence,
  running: readonly RunningAttempt[],
  address: string,
  ended: Promise<readonly { attempt: Attempt }[]>,
): Promise<void> => {
  const watch = watchForLife(address, evidence.target.port);
  void watch.first.then((roundTripMs) => {
    const margin = Math.max(leastMarginMs, 3 * roundTripMs);
    for (const attempt of running) attempt.giveUpAfter(retransmittedAfterMs + margin);
  });
  const results = await ended;
  if (results.every(({ attempt }) => attempt.code === 'silence')) await watch.heard;
  watch.stop();
  evidence.signs = watch.signs;
};
