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
   * Time in ms after which an unanswered SYN, or request on an established connection, counts as silence. Default
   * 1500, or a third of the request's deadline if that is less.
   */
  connectDeadlineMs?: number;
  /** Receives the evidence before a conclusion is drawn, to record or log it. */
  onEvidence?: (evidence: Evidence) => void;
  /** Receives the evidence so far and the next step, at each step. */
  onProgress?: (evidence: Evidence, doing: Doing) => void;
  /** Causes in addition to the built-in ones. */
  causes?: readonly CauseFile[];
}

/** Diagnoses the connection that the request names, from this machine. */
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
