import type { Evidence } from '../evidence.ts';
import { observation } from './observation.ts';

/** How an established connection ended: FIN, reset or silence. */
export interface Stay {
  ended: 'closed' | 'reset' | 'silence' | 'other';
  /** Close code of the other end (RFC 6455, 7.4); absent if it sent none. */
  closeCode?: number;
  /** Whether a request was pending. If not, nothing that the client sent ended the connection. */
  asked: boolean;
}

/** How the plain client's established connection ended. */
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

/** The connection had reached the last stage, and was lost there. */
export const isLost = ({ code, stage }: Evidence['symptom']): boolean =>
  stage === 'stay' && code !== 'connected';

const closeCodeOf = ({ code }: Evidence['symptom']): Pick<Stay, 'closeCode'> => {
  const number = /^close (\d{4})$/.exec(code)?.[1];
  return number === undefined ? {} : { closeCode: Number(number) };
};

/** A close code instead of an errno means that a FIN came (RFC 6455, 7.1.5). */
const endOf = (code: string): Stay['ended'] => {
  if (code.startsWith('close ')) return 'closed';
  if (code === 'silence' || code === 'ETIMEDOUT') return 'silence';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'other';
};
