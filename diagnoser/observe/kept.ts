import type { Kept } from '../evidence.ts';
import { observation } from './observation.ts';

/** Tolerance in ms: the server states whole seconds, and the client counts from when it had read the answer. */
const slackMs = 1000;

export interface KeptIdle extends Kept {
  /** Idle time of the plain client's connection in ms, if the symptom states it. */
  idleMs?: number;
  /** Whether the server ends a connection after that idle time; undefined if it was not watched for that long. */
  endsBefore?: boolean;
}

/** How long the server keeps an idle connection, compared with the idle time of the lost one. */
export const kept = observation({
  name: 'kept',
  read: ({ evidence: { kept, symptom } }): KeptIdle | undefined => {
    if (kept === undefined) return undefined;
    const {
      afterMs,
      answeredMs,
      askedMs = kept.pings === undefined ? undefined : afterMs,
    } = symptom;
    if (answeredMs === undefined || askedMs === undefined) return kept;
    const idleMs = askedMs - answeredMs;
    const endsBefore = ends(kept, idleMs);
    return { ...kept, idleMs, ...(endsBefore === undefined ? {} : { endsBefore }) };
  },
  tell: ({ closedAfterMs, idleMs, pings, timeoutSeconds, unansweredAfterMs, watchedMs }) => {
    const idle = idleMs === undefined ? '' : `; that of the client was for ${idleMs} ms`;
    if (pings !== undefined) {
      const stood = closedAfterMs === undefined ? 'stood for' : 'was ended after';
      const others =
        unansweredAfterMs === undefined || pings === 0
          ? ''
          : `; another, on which no ping was answered, was ended after ${unansweredAfterMs} ms`;
      return `A WebSocket on which nothing was said ${stood} ${closedAfterMs ?? watchedMs} ms, and ${pings === 0 ? 'no ping came on it' : 'its pings were answered'}${others}${idle}.`;
    }
    if (timeoutSeconds !== undefined)
      return `The server says that it keeps an idle connection for ${timeoutSeconds} s${idle}.`;
    return closedAfterMs === undefined
      ? `The server keeps a connection that is idle for ${watchedMs} ms${idle}.`
      : `The server ended a connection that was idle for ${closedAfterMs} ms${idle}.`;
  },
  identifies: {},
});

const ends = (
  { closedAfterMs, timeoutSeconds, watchedMs }: Kept,
  idleMs: number,
): boolean | undefined => {
  const keptMs = timeoutSeconds === undefined ? closedAfterMs : timeoutSeconds * 1000;
  if (keptMs !== undefined) return keptMs <= idleMs + slackMs;
  return watchedMs >= idleMs ? false : undefined;
};
