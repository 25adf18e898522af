import type { Vantage } from '../../vocabulary/index.ts';
import type { Conversation, Truth } from '../events.ts';

/** One verdict to judge: what is true, from where it was looked, and what the diagnoser did. */
export interface Trial {
  truth: Truth;
  vantage: Vantage;
  conversation: Conversation;
}
