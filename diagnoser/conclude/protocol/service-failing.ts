import { byAnswer } from './by-answer.ts';

export const serviceFailing = byAnswer('service-failing', 2, ({ handshake, port }) => ({
  action: 'mend-service',
  text: `The connection is fine: the service on port ${port} answers by itself that it fails, with ${handshake?.status ?? 'a status of 500 and up'}. Its log says why.`,
  commands: [],
}));
