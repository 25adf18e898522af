import type { Evidence } from '../evidence.ts';
import { observation } from './observation.ts';

/** How a connection ended that had stood and been answered: by a FIN, a reset, or without a sign. */
export interface Stay {
  ended: 'closed' | 'reset' | 'silence' | 'other';
  /** With which code the other end closed it (RFC 6455, 7.4); absent where there was none. */
  closeCode?: number;
  /** Whether a question was open: what ends by itself was not ended by what the client sent. */
  asked: boolean;
}

/** How the plain client's connection ended, where it had stood. */
export const stay = observation({
  name: 'stay',
  read: ({ evidence: { symptom } }): Stay | undefined =>
    isLost(symptom)
      ? {
          ended: endOf(symptom.code),
          asked: symptom.askedMs !== undefined,
          ...closeCodeOf(symptom),
        }
      : undefined,
  tell: ({ ended, asked }, { evidence: { symptom } }) => {
    const { afterMs, answeredMs, askedMs, code } = symptom;
    const stood =
      answeredMs === undefined ? 'stood' : `stood, and was answered last after ${answeredMs} ms`;
    const question = asked ? `it asked again after ${askedMs} ms` : 'it asked nothing more';
    return `The connection of the plain client ${stood}; ${question}, and it ended with ${code} after ${afterMs} ms: ${meaning[ended]}`;
  },
  identifies: {},
});

const meaning: Record<Stay['ended'], string> = {
  closed: 'the server closed it.',
  reset: 'it was reset.',
  silence: 'nothing came back, no FIN and no reset either.',
  other: 'how, the code does not tell.',
};

/** It had come to the last stage, and is not there any more. */
export const isLost = ({ code, stage }: Evidence['symptom']): boolean =>
  stage === 'stay' && code !== 'connected';

const closeCodeOf = ({ code }: Evidence['symptom']): Pick<Stay, 'closeCode'> => {
  const number = /^close (\d{4})$/.exec(code)?.[1];
  return number === undefined ? {} : { closeCode: Number(number) };
};

/** A client that names a close code was told no errno: a FIN came (RFC 6455, 7.1.5). */
const endOf = (code: string): Stay['ended'] => {
  if (code.startsWith('close ')) return 'closed';
  if (code === 'silence' || code === 'ETIMEDOUT') return 'silence';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'other';
};
