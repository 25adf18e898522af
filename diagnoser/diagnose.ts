import type { Answer, Request } from '../vocabulary/index.ts';
import type { CauseFile } from './conclude/cause-file.ts';
import { conclude } from './conclude/index.ts';
import type { Evidence } from './evidence.ts';
import { gather, type Doing } from './probe/gather.ts';
import { targetOf } from './probe/target.ts';

export type { Doing };

export const diagnoser = { name: 'badconn-reference', version: '0.1.0' };

export interface DiagnoseOptions {
  /**
   * How long a SYN, or a question on an open connection, may stay unanswered before that counts as
   * silence. By default 1500, or a third of the request's deadline where that is less.
   */
  connectDeadlineMs?: number;
  /** Receives the evidence before it is concluded from, to record or log it. */
  onEvidence?: (evidence: Evidence) => void;
  /** Receives the evidence so far and what is done next, at each step. */
  onProgress?: (evidence: Evidence, doing: Doing) => void;
  /** Causes beside those that are built in. */
  causes?: readonly CauseFile[];
}

/** What is wrong with the connection that the request names, seen from this machine. */
export const diagnose = async (
  request: Request,
  {
    connectDeadlineMs = Math.min(1500, request.deadlineMs / 3),
    onEvidence,
    onProgress,
    causes = [],
  }: DiagnoseOptions = {},
): Promise<Answer> => {
  const frame = { protocol: 1, id: request.id, diagnoser } as const;
  const target = targetOf(request.target.url);
  if (target === undefined) {
    const observed = `${request.target.url} is no url that this diagnoser can try: it takes ws, wss, http, https and tcp.`;
    return { ...frame, status: 'unsupported', candidates: [], evidence: [{ observed }] };
  }
  const evidence = await gather(request, target, { connectDeadlineMs, onProgress });
  onEvidence?.(evidence);
  return { ...frame, ...(await conclude(evidence, causes)) };
};
