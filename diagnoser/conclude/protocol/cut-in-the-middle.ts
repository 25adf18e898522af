import { byAnswer } from './by-answer.ts';

export const cutInTheMiddle = byAnswer('cut-in-the-middle', 2, ({ content, port }) => {
  const { promised, received = 0 } = content ?? {};
  const of = promised === undefined ? '' : ` of ${promised}`;
  return {
    action: 'mend-service',
    text: `The service on port ${port} answers, and its response breaks off after ${received} bytes${of}. See in its log whether it fails while it answers (an exception, memory that ran out, a worker that is ended by a timeout), or a proxy in front of it does: nginx writes "upstream prematurely closed connection while reading upstream", and cuts off where it cannot buffer.`,
    commands: [],
  };
});
