import { causeText, remedyActions, type RemedyAction } from '../../vocabulary/index.ts';
import { isBadconnError } from '../../harness/errors.ts';
import { ordersOf, type Pick } from '../../harness/lesson/answers.ts';
import type { Exercise } from '../../harness/lesson/exercise.ts';
import { hintSteps } from '../../harness/lesson/hints.ts';
import type { Lesson } from '../../harness/lesson/lesson.ts';
import { lookBack } from '../../harness/lesson/look-back.ts';
import type { Asker } from './asker.ts';
import { briefingText, eventText, gradeText, lookBackText, menuText, wrap } from './lesson-text.ts';
import { pick, type Choice } from './pick.ts';

/** The parts of a terminal that a lesson uses. */
export interface Face {
  asker: Asker;
  print(lines: readonly string[]): void;
  /** Opens a shell on a host; resolves once it has ended. */
  shell(host: string): Promise<void>;
  /** Called when the lab was built, or a host became accessible: other terminals are told. */
  changed(lesson: Lesson): void;
}

/** How the student left a lesson. */
export type LessonExit = 'quit' | 'again';

/** Runs a lesson in a terminal until the student leaves it. */
export async function play(
  lesson: Lesson,
  exercises: readonly Exercise[],
  face: Face,
): Promise<LessonExit> {
  const { asker, print } = face;
  face.changed(lesson);
  print(briefingText(lesson.briefing));
  lesson
    .watch((event) => print(eventText(event)))
    .catch((error: Error) => print(['The lab is not watched any more.', error.message]));
  for (;;) {
    print(menuText(lesson.progress));
    const letter = (await asker.ask('> '))?.trim().toLowerCase();
    if (letter === undefined || letter === 'q') return 'quit';
    if (letter === 'n') {
      lesson.finish();
      return 'again';
    }
    const act = actions[letter];
    if (act === undefined) {
      if (letter !== '') print([`"${letter}" is none of the letters of the menu.`]);
      continue;
    }
    // A lab failure is reported and never counts as an answer; the lesson is kept.
    await act({ lesson, exercises, face }).catch((error: unknown) => {
      if (!isBadconnError(error) || error.exitCode !== 2) throw error;
      print(error.message.split('\n'));
    });
  }
}

interface Acting {
  lesson: Lesson;
  exercises: readonly Exercise[];
  face: Face;
}

const actions: Readonly<Record<string, (acting: Acting) => Promise<void>>> = {
  s: ({ lesson, face }) => enter(lesson, face, 'client'),
  c: async ({ lesson, face }) => {
    lesson.callServer();
    face.changed(lesson);
    await enter(lesson, face, lesson.lab.scene.placement.target);
  },
  h: async ({ lesson, face }) => {
    const { step, text } = lesson.hint();
    face.print(wrap(`Hint ${step} of ${hintSteps.length}, ${hintSteps[step - 1]}: ${text}`));
  },
  a: answer,
  m: order,
  l: async ({ lesson, exercises, face }) => {
    if (lesson.progress.answer) face.print(lookBackText(lookBack(lesson, exercises)));
    else face.print(['Answer first: what is wrong?']);
  },
  b: async ({ lesson, face }) => face.print(briefingText(lesson.briefing)),
  r: async ({ lesson, face }) => {
    await lesson.reset();
    face.changed(lesson);
    face.print(['The lab is as it was at the beginning.']);
  },
};

async function enter(lesson: Lesson, face: Face, host: string): Promise<void> {
  lesson.enter(host);
  await face.shell(host);
}

async function answer({ lesson, face, exercises }: Acting): Promise<void> {
  const { causes } = lesson.settings.exercise;
  const choices: Choice<Pick>[] = [
    { value: 'none', name: 'nothing is wrong here', says: 'The connection works as it should.' },
    ...causes.map((cause) => ({ value: cause, name: cause, says: causeText(cause) })),
  ];
  const prompt = 'One number, or several where you cannot tell them apart; Enter: back';
  const picks = await pick({ ...face, choices, prompt });
  if (picks === undefined) return;
  const { grade, why } = await lesson.answer(picks);
  face.print(gradeText(grade, why));
  if (lesson.progress.isSolved) face.print(lookBackText(lookBack(lesson, exercises)));
}

/** The remedies of all selectable causes. */
async function order({ lesson, face }: Acting): Promise<void> {
  if (!lesson.progress.answer) return face.print(['Answer first: what is wrong?']);
  const choices = ordersOf(lesson.settings.exercise.causes).map((action): Choice<RemedyAction> => {
    return { value: action, name: action, says: remedyActions[action].does };
  });
  const picked = await pick({ ...face, choices, prompt: 'The number of one remedy; Enter: back' });
  const [action] = picked ?? [];
  if (action === undefined) return;
  const event = await lesson.order(action);
  if (event.type === 'ordered') face.print(wrap(`${event.outcome}: ${event.why}`));
}
