import type { Vantage } from '../../vocabulary/index.ts';
import type { Conversation, Truth } from '../events.ts';

/** One verdict to judge: the truth, the vantage, and the diagnoser's conversation. */
export interface Trial {
  truth: Truth;
  vantage: Vantage;
  conversation: Conversation;
}
