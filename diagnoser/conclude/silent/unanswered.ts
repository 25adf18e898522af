import type { ReplyToSyn } from '../../observe/attempt.ts';

/** No reply came, or only the error of a router whose search for the machine failed. */
export const unanswered = (reply: ReplyToSyn): boolean =>
  reply === 'silence' || reply === 'no-host';
