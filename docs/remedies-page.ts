import { mends } from '../harness/judge/harm.ts';
import {
  causes,
  remedyActions,
  risks,
  type KnownCause,
  type RemedyAction,
} from '../vocabulary/index.ts';

const mendedBy = (action: RemedyAction): string =>
  (Object.keys(causes) as KnownCause[]).filter((cause) => mends({ cause }, action)).join(', ');

/** Every remedy action with what it touches and risks, for authors of diagnosers. */
export function remediesPage(): string {
  const actions = (Object.keys(remedyActions) as RemedyAction[]).map((action) => {
    const { does, touches, risks: risk } = remedyActions[action];
    return `| \`${action}\` | ${does} | ${touches} | ${risk} | ${mendedBy(action) || '–'} |`;
  });
  const lines = [
    '# Remedies',
    '',
    'What a diagnoser may prescribe, and where it does harm. This page is made from `vocabulary/remedy.ts` and `vocabulary/cause.ts` by `npm run docs`. [diagnosers.md](diagnosers.md#remedies) says how it is graded.',
    '',
    '- Where nothing is wrong, every action that touches something does harm.',
    '- Elsewhere an action does harm if it risks something and mends neither the cause nor a layer beneath it. The truth counts, not what was named: an action that mends one cause of a class may do harm where another one is true.',
    '- An action that risks nothing and mends nothing is useless. It keeps the grade, and the verdict says that it is useless.',
    '',
    '| Action | What it does | Touches | Risks | Mends |',
    '| --- | --- | --- | --- | --- |',
    ...actions,
    '',
    '| Risk | What it does where it does not mend |',
    '| --- | --- |',
    ...Object.entries(risks).map(([risk, says]) => `| ${risk} | ${says} |`),
  ];
  return `${lines.join('\n')}\n`;
}
