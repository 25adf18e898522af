import { byAnswer } from './by-answer.ts';

export const wrongPath = byAnswer('wrong-path', 2, ({ evidence, retries }) => ({
  action: 'use-right-url',
  text: `The server speaks WebSocket${retries?.paths[0] === undefined ? '' : ` at ${retries.paths.join(' and ')}`}, and not at ${evidence.target.path}. Connect to the path at which the service is.`,
  commands: [],
}));
