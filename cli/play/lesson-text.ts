import { causeText, passing, type Grade } from '../../vocabulary/index.ts';
import type { Briefing } from '../../harness/lesson/briefing.ts';
import { hintSteps } from '../../harness/lesson/hints.ts';
import type { LessonEvent, LessonProgress } from '../../harness/lesson/lesson-events.ts';
import type { LookBack } from '../../harness/lesson/look-back.ts';

/** A terminal of 80 columns. */
const columns = 78;

/** Wraps text at 78 columns, each line after `indent`. A longer word has a line of its own. */
export function wrap(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > columns) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}

const rule = (title: string): string => `== ${title} ${'='.repeat(columns - title.length - 4)}`;

export const briefingText = ({ number, task, report, known, picture }: Briefing): string[] => [
  rule(`Case ${number}`),
  ...wrap(task),
  '',
  'Its user reports:',
  ...wrap(report, '  '),
  ...known.flatMap((sentence) => wrap(sentence)),
  '',
  ...picture,
  '',
];

/** The actions that are possible now, each with its letter. */
export function menuText({ answer, hints, isServerCalled, isSolved }: LessonProgress): string[] {
  const isOver = answer !== undefined && isSolved;
  return [
    '',
    rule(isOver ? 'Solved' : answer ? 'Mend' : 'Investigate'),
    ' s  a shell on the client',
    isServerCalled ? ' c  a shell on the server' : ' c  call the colleague at the server',
    ` h  a hint (${hints} of ${hintSteps.length} given)`,
    answer ? ` a  another answer (yours was ${answer.grade})` : ' a  answer: what is wrong?',
    ...(answer && !isSolved ? [' m  have somebody else carry out a remedy'] : []),
    ...(isOver ? [' l  look back'] : []),
    ' b  the briefing again     r  reset the lab     n  a fresh variation',
    ' q  leave; the lesson is kept',
  ];
}

/** What each grade means to a student. */
const grades: Partial<Record<Grade, string>> = {
  exact: 'Right: exactly the cause.',
  narrowest: 'Right: as exactly as it can be said from there. These are full marks.',
  vague: 'Not quite: the cause is among them.',
  wrong: 'Wrong.',
  dangerous: 'Wrong, and somebody could be harmed by it.',
  'no-answer': 'You cannot tell yet.',
};

export const gradeSentence = (grade: Grade): string => grades[grade] ?? '';

/** The reason is shown for a right answer only: otherwise it names the cause, and the student may try again. */
export const gradeText = (grade: Grade, why: string): string[] => [
  ...wrap(`${grade}: ${gradeSentence(grade)}`),
  ...(passing.includes(grade) ? wrap(why, '  ') : []),
];

/** One or two lines for an event; none for the student's own actions. */
export function eventText(event: LessonEvent): string[] {
  switch (event.type) {
    case 'solved':
      return ['', 'SOLVED: the client connects. Ctrl-D leaves a shell.'];
    case 'harm-seen':
      return [
        '',
        'HARM: the client connects, but the mend does harm. Take it back, or reset:',
        ...event.harms.flatMap((harm) => wrap(harm, '  ')),
      ];
    case 'detour-seen':
      return [
        '',
        'DETOUR: the client connects, but the cause is still there:',
        ...wrap(event.changes.join('; '), '  '),
      ];
    case 'hint-offered':
      return ['', `Hint ${event.step} is there if you want it: h in the menu.`];
    default:
      return [];
  }
}

export function lookBackText(back: LookBack): string[] {
  const { truth, reference, predicted, lookalikes } = back;
  const causes =
    truth.length === 0
      ? ['Nothing is wrong here.']
      : truth.map((cause) => `${cause}: ${causeText(cause)}`);
  return [
    rule('What it was'),
    ...causes.flatMap((line) => wrap(line)),
    ...wrap(back.why),
    ...(back.advice === undefined ? [] : wrap(`Remedy: ${back.advice}`)),
    ...predicted.flatMap(({ cause, shows, tellApart }) => [
      '',
      ...wrap(`Your answer ${cause} would have shown: ${shows}.`),
      ...wrap(tellApart, '  '),
    ]),
    ...(reference
      ? [
          '',
          ...wrap(
            `The reference diagnoser said ${reference.candidates.join(', ') || 'that nothing is wrong'}: ${reference.grade}.`,
          ),
        ]
      : []),
    '',
    rule('Packets of the attempt that failed, at both ends'),
    back.broken,
    ...(back.mended === undefined ? [] : ['', rule('Packets once it was mended'), back.mended]),
    '',
    rule('What looks like it'),
    ...lookalikes.flatMap((title) => wrap(`- ${title}`)),
    ...(back.twin === undefined ? [] : wrap(`- healthy: ${back.twin}`)),
    ...wrap(`What tells it apart: ${back.tellApart}`),
    ...wrap(`See: ${back.see.join('; ')}`),
  ];
}
