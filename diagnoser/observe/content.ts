import type { Content } from '../evidence.ts';
import { observation } from './observation.ts';

/** Outcome of reading a response again whose content the plain client lost. */
export const content = observation({
  name: 'content',
  read: ({ evidence }): Content | undefined => evidence.content,
  tell: ({ afterMs, end, isStuck, promised, received }) => {
    const of = promised === undefined ? '' : ` of the ${promised} that its header promises`;
    return `Read its content to the end: ${received} bytes${of}, ${isStuck === false ? 'and it went on when this was enough,' : meaning[end]} after ${afterMs} ms.`;
  },
  identifies: {},
});

const meaning = {
  whole: 'which is all of it,',
  closed: 'then the connection was closed',
  reset: 'then the connection was reset',
  silence: 'and nothing more',
} as const;
