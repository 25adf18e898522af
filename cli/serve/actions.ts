import { remedyActions, type RemedyAction } from '../../vocabulary/index.ts';
import type { Pick } from '../../harness/lesson/answers.ts';
import { findExercise } from '../../harness/lesson/exercise.ts';
import { hintSteps } from '../../harness/lesson/hints.ts';
import type { Lesson } from '../../harness/lesson/lesson.ts';
import { gradeSentence } from '../play/lesson-text.ts';
import type { Seat } from './seat.ts';

/** A request of the page: the name of a button or a form, and its fields. */
export interface PageRequest {
  do: string;
  values: Readonly<Record<string, readonly string[]>>;
}

type Act = (seat: Seat, lesson: Lesson, asked: PageRequest['values']) => Promise<void>;

const inLesson: Readonly<Record<string, { busy?: string; act: Act }>> = {
  shell: { act: (seat) => seat.openShell('client') },
  server: {
    busy: 'Calling the colleague at the server …',
    act: (seat, lesson) => seat.callServer(lesson),
  },
  hint: {
    act: async (seat, lesson) => {
      const { step } = lesson.hint();
      seat.tell('plain', `Hint ${step} of ${hintSteps.length}: ${hintSteps[step - 1]}.`);
    },
  },
  answer: {
    busy: 'Grading the answer, and asking the reference diagnoser …',
    act: async (seat, lesson, { pick = [] }) => {
      const { causes } = lesson.settings.exercise;
      const picks = pick.filter(
        (each): each is Pick => each === 'none' || causes.some((cause) => cause === each),
      );
      const { grade } = await lesson.answer(picks);
      seat.tell(
        grade === 'exact' || grade === 'narrowest' ? 'good' : 'plain',
        `${grade}: ${gradeSentence(grade)}`,
      );
    },
  },
  order: {
    busy: 'Somebody else carries it out …',
    act: async (seat, lesson, values) => {
      const [action] = values['action'] ?? [];
      if (!lesson.progress.answer || !isAction(action)) return;
      const event = await lesson.order(action);
      if (event.type === 'ordered')
        seat.tell(event.outcome === 'harmful' ? 'bad' : 'plain', event.why);
    },
  },
  reset: { busy: 'Resetting the lab …', act: (seat, lesson) => seat.reset(lesson) },
  tracks: { busy: 'Leaving the lesson …', act: (seat) => seat.leave() },
};

const isAction = (action: string | undefined): action is RemedyAction =>
  action !== undefined && Object.hasOwn(remedyActions, action);

/** Carries out a request of a student. Ignores unknown requests, and those that are not possible now. */
export async function act(seat: Seat, asked: PageRequest): Promise<void> {
  const { lesson, room } = seat;
  const [number = ''] = asked.values['number'] ?? [];
  if (asked.do === 'begin') {
    if (seat.busy === undefined) await seat.begin(findExercise(room.exercises, number));
    return;
  }
  if (asked.do === 'allow' || asked.do === 'refuse') {
    seat.watched = asked.do === 'allow' && seat.watched !== 'no' ? 'allowed' : 'no';
    return seat.changed();
  }
  if (lesson === undefined || seat.busy !== undefined) return;
  if (asked.do === 'again') {
    lesson.finish();
    return seat.begin(lesson.settings.exercise, true);
  }
  const found = Object.hasOwn(inLesson, asked.do) ? inLesson[asked.do] : undefined;
  if (found) await seat.do(found.busy, () => found.act(seat, lesson, asked.values));
}

/** Parses a message of a browser; undefined unless it has the form of a request. */
export function readAsked(text: string): PageRequest | undefined {
  try {
    const { do: name, values = {} } = JSON.parse(text) as { do?: unknown; values?: unknown };
    if (typeof name !== 'string' || typeof values !== 'object' || values === null) return undefined;
    const known = Object.entries(values).flatMap(([key, given]): [string, string[]][] =>
      Array.isArray(given) ? [[key, given.filter((each) => typeof each === 'string')]] : [],
    );
    return { do: name, values: Object.fromEntries(known) };
  } catch {
    return undefined;
  }
}
