import { causeText, stages, type Cause } from '../../vocabulary/index.ts';
import type { Case } from '../case/case.ts';
import { stageOf } from './exercise.ts';

/** First to last; the last is the answer. */
export const hintSteps = ['where to look', 'which tool', 'what its output means', 'the answer'];
export const lastHint = hintSteps.length;

/** Matches a hint that names a command. */
const command =
  /\b(arping|conntrack|curl|date|dig|env|firewall-cmd|getent|grep|ip6?tables|ip|nc|nft|nginx|nmap|openssl|ping|ss|sysctl|tcpdump|tracepath|cat|ps) (?=[-+@\w'/:])/;

/** The hint for a lesson whose hints name no command. */
const anywhere =
  'curl -v on the client, ss -tan at both ends, and tcpdump -n at both ends while the client tries.';

/**
 * A hint about a case, from the texts of its lesson.
 *
 * @param step 1 to `lastHint`. Only the last names the cause.
 */
export function hintOf(labCase: Case, step: number): string {
  const { hints, tellApart, why } = labCase.scenario.lesson;
  const [{ cause, remedy }] = labCase.layers;
  const [first, ...others] = hints;
  const unnamed = (text: string): string => withoutCause(text, cause);
  if (step === 1) {
    const stage = stageOf(labCase);
    const reached = stage === 'stay' && cause === 'none' ? 'The client connects.' : '';
    const failed = `The client fails at the stage "${stage}". What should happen there: ${stages[stage]}`;
    return `${unnamed(reached || failed)} ${unnamed(first)}`;
  }
  if (step === 2) {
    const commands = hints.filter((hint) => command.test(hint));
    return unnamed((commands.length > 0 ? commands : others).join(' ')) || anywhere;
  }
  if (step === 3) return unnamed(tellApart) || anywhere;
  const truth = cause === 'none' ? 'Nothing is wrong here.' : causeText(cause);
  return [truth, why, ...(remedy ? [remedy.advice] : [])].join(' ');
}

/** Removes sentences that name the cause, as a server's log may. */
function withoutCause(text: string, cause: Cause | 'none'): string {
  if (cause === 'none') return text;
  const names = [cause, cause.replaceAll('-', ' ')];
  return text
    .split(/(?<=[.?!])\s+/)
    .filter((sentence) => !names.some((name) => sentence.toLowerCase().includes(name)))
    .join(' ');
}
