import { speaksFor } from '../cause-file.ts';
import { byAnswer } from './by-answer.ts';

export const captivePortal = byAnswer(
  'captive-portal',
  2,
  () => ({
    action: 'sign-in',
    text: 'The network answers in place of the server until you have signed in (RFC 8952). Open a page by http:// in a browser and do what it asks for.',
    commands: [],
  }),
  ({ portal }) => [speaksFor('portal', portal !== undefined)],
);
