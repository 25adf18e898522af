import type { ReplyToSyn } from '../../observe/attempt.ts';

/** Nothing came back but, at most, that a search for the machine has failed. */
export const unanswered = (reply: ReplyToSyn): boolean =>
  reply === 'silence' || reply === 'no-host';
