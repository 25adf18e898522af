import { attempt, type Ask, type AttemptEnd } from './attempt.ts';
import type { GoOn, Living } from './life.ts';

/** A request to the plain client. `hold` keeps the connection of an attempt open; `goOn` sends another request on it. */
export type ClientQuestion = (Ask & { hold?: true }) | { goOn: GoOn };

/** A plain client. It keeps at most one connection. */
export function answerer(): (question: ClientQuestion) => Promise<AttemptEnd> {
  let life: Living | undefined;
  return async (question) => {
    if ('goOn' in question) {
      if (!life) throw new Error('no connection is held');
      return life.goOn(question.goOn);
    }
    if (!question.hold) return attempt(question);
    const { hold } = await import('./life.ts');
    const held = await hold(question);
    life = held.life;
    return held.ended;
  };
}
