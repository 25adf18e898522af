import { legibleLine } from '../harness/report/stranger.ts';
import { causeText, type Answer } from '../vocabulary/index.ts';

/** Untrusted text may be part of a sentence, but must not start a line. */
const longest = 4000;

const headline: Record<Answer['status'], string> = {
  healthy: 'The connection is healthy.',
  diagnosed: '',
  'cannot-tell': 'The evidence does not tell what is wrong.',
  unsupported: 'This kind of target is not supported.',
};

function found({ status, candidates }: Answer): string[] {
  const [only, ...others] = candidates;
  if (status !== 'diagnosed' || only === undefined) return [headline[status]];
  if (others.length === 0) return [`${only}: ${causeText(only)}`];
  return [
    `One of ${candidates.length}, which look the same from here, likeliest first:`,
    ...candidates.map((cause) => `  ${cause.padEnd(24)} ${causeText(cause)}`),
  ];
}

/** A verdict as a person wants it: what it is, what shows it, what to do. */
export function answerText(url: string, answer: Answer): string {
  const { also = [], evidence = [], remedy } = answer;
  const lines = [
    legibleLine(url, longest),
    '',
    ...found(answer),
    ...(also.length > 0 ? ['', 'And beneath it, to be mended next'] : []),
    ...also.map((cause) => `  ${cause}: ${causeText(cause)}`),
    ...(evidence.length > 0 ? ['', 'What shows it'] : []),
    ...evidence.map(({ observed }) => `  - ${legibleLine(observed, longest)}`),
    ...(remedy ? ['', 'What to do', `  ${legibleLine(remedy.text, longest)}`] : []),
    ...(remedy?.commands ?? []).map((command) => `    ${command}`),
  ];
  return `${lines.join('\n')}\n`;
}
