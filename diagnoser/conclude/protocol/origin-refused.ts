import { byAnswer } from './by-answer.ts';

export const originRefused = byAnswer('origin-refused', 2, ({ evidence, retries }) => ({
  action: 'allow-origin',
  text: `The server takes WebSockets from pages of certain origins only${retries?.accepts.origin ? '; with the origin of the url it accepts' : ''}. Put the origin of the page, or of the program that sends none, on its list for ${evidence.target.host}.`,
  commands: [],
}));
