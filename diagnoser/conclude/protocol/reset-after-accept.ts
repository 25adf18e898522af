import { sh } from '../command.ts';
import { byAnswer } from './by-answer.ts';

export const resetAfterAccept = byAnswer('reset-after-accept', 2, ({ port }) => ({
  action: 'mend-service',
  text: `The connection to port ${port} stands, and is reset at once: by the service itself (see its log), or by something on the way that looks into it. Packets captured on both sides tell: what resets on the way sends a reset that the server never sent.`,
  commands: [sh`tcpdump -ni any ${`tcp port ${port}`}`],
}));
