import { classes, type Answer } from '../../vocabulary/index.ts';
import type { Conversation, Truth } from '../events.ts';
import type { Trial } from './trial.ts';

/** For tests: a loopback bind, which the client alone cannot split from its class. */
export const loopbackBind: Truth = {
  cause: 'loopback-bind',
  best: { client: classes.refusedByTarget, 'client+server': ['loopback-bind'] },
};

/** For tests: a healthy control. */
export const nothingWrong: Truth = { cause: 'none', best: { client: [], 'client+server': [] } };

export const goodAnswer: Answer = {
  protocol: 1,
  id: 'r-1',
  status: 'diagnosed',
  candidates: ['loopback-bind'],
  diagnoser: { name: 'sample', version: '1' },
};

/** A conversation that ended well, with `change` applied. */
export function conversationOf(stdout: string, change: Partial<Conversation> = {}): Conversation {
  return {
    request: {
      protocol: 1,
      id: 'r-1',
      target: { url: 'ws://10.0.0.2:8080/' },
      symptom: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED', afterMs: 1 },
      vantage: 'client',
      deadlineMs: 5000,
      seed: 1,
    },
    exitCode: 0,
    signal: null,
    stdout,
    stderr: '',
    durationMs: 12,
    leftProcesses: 0,
    ...change,
  };
}

/** A trial of `goodAnswer` with `change` applied, by default at the client vantage. */
export function trialOf(change: object, rest: Partial<Omit<Trial, 'conversation'>> = {}): Trial {
  const conversation = conversationOf(JSON.stringify({ ...goodAnswer, ...change }));
  return { truth: loopbackBind, vantage: 'client', conversation, ...rest };
}
