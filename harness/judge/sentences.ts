import type { Conversation, Truth } from '../events.ts';

const longestShown = 60;

export const truthText = ({ cause, beneath = [] }: Truth): string => {
  if (cause === 'none') return 'nothing is wrong with the connection';
  const deeper =
    beneath.length === 0
      ? ''
      : `, with ${namesText(beneath.map((other) => other.cause))} beneath it`;
  return `the cause is ${cause}${deeper}`;
};

export const namesText = (names: readonly string[]): string => names.join(', ');

export const countOf = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

export function breachText([first, ...rest]: readonly string[]): string {
  const more = rest.length === 0 ? '' : ` (and in ${countOf(rest.length, 'further way')})`;
  return `Its answer breaks the contract: ${first}${more}`;
}

/** How the diagnoser ended, as the beginning of a sentence. */
export function endText(grade: string, conversation: Conversation): string {
  const { request, exitCode, signal, stdout } = conversation;
  if (grade === 'timed-out') return `It gave no answer within ${request.deadlineMs} ms`;
  if (grade === 'bad-output')
    return `It printed more than is read (${stdout.length} characters kept)`;
  if (grade === 'unsupported') return 'It ended with exit code 127, unsupported';
  if (conversation.ended === 'not-started') return 'It could not be started';
  if (signal !== undefined && signal !== null) return `It was killed by ${signal}`;
  if (exitCode === undefined || exitCode === null) return 'It ended without an exit code';
  return `It ended with exit code ${exitCode}${exitMeaning(exitCode)}`;
}

/** Meaning of a shell's own exit code (sh(1p), Exit Status). */
function exitMeaning(exitCode: number): string {
  if (exitCode === 126) return ' (found, and not executable)';
  return exitCode > 128 && exitCode < 193 ? ` (killed by signal ${exitCode - 128})` : '';
}

/** An untrusted value as one short line without control characters. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? `'${escaped(value)}'` : String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Escapes control and formatting characters for output to a terminal. */
export function escaped(text: string): string {
  return text
    .slice(0, 1000)
    .replace(control, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** Sentence for a diagnoser that changed the state of the connection. Arguments: the client's symptoms. */
export const changedText = (before: string, after: string): string =>
  `It changed the lab: an ordinary client saw ${before} before it, and ${after} after it.`;

export const unmendedText = (after: string): string =>
  `It changed the lab: after it the documented remedy, which connects the client, left it with ${after}.`;
