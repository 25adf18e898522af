import { exercisesOf, type Exercise } from '../../harness/lesson/exercise.ts';
import { Lesson } from '../../harness/lesson/lesson.ts';
import { lessonFolder, LessonLog, lessonsIn } from '../../harness/lesson/lesson-log.ts';
import { hostOf, shellArgv, type ShellRole } from '../../harness/lesson/shell.ts';
import { findScenarios, selectFound } from '../../harness/case/registry.ts';
import { namedEngine } from '../../harness/engine/open.ts';
import type { Lane } from '../../harness/engine/engine.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { UsageError } from '../../harness/errors.ts';
import { bring } from '../../harness/guest/program.ts';
import { say, stderr } from '../../harness/output.ts';
import { ownSequence } from '../../harness/report/own-sequence.ts';
import { drawSeed } from '../../harness/run/seed.ts';
import { interruptSignal } from '../interrupt.ts';
import { giveUp, openAhead } from '../open-ahead.ts';
import { askerOf, type Asker } from './asker.ts';
import { choose, type Chosen, type ExerciseWanted } from './choose.ts';
import { play, type Face } from './face.ts';
import { tellEnded, tellRunning } from './running.ts';

export interface PlayFlags extends ExerciseWanted {
  scenarios?: string | undefined;
  engine?: string | undefined;
}

/** Prints from the first column: a shell may have left the cursor elsewhere. */
const print = (lines: readonly string[]): void => {
  const start = stderr.isTTY ? ownSequence('1', 'G') : '';
  for (const line of lines.flatMap((text) => text.split('\n'))) stderr.text(`${start}${line}\n`);
};

/** The end of a terminal's input is Ctrl-D, which leaves; a pipe that ends has nobody who left. */
const inputEnded = (when: string): UsageError =>
  new UsageError({
    code: 'USAGE_INPUT_ENDED',
    what: `The input ended ${when}; badconn play asks a person, or reads lines up to a last one, q.`,
    next: 'npx badconn play, in a terminal',
  });

/** Prompts, and notices that the input has ended before a line. */
function noticing(inner: Asker): Asker & { isPastEnd: boolean } {
  const asker = {
    isPastEnd: false,
    close: inner.close,
    async ask(prompt: string): Promise<string | undefined> {
      const line = await inner.ask(prompt);
      asker.isPastEnd ||= line === undefined;
      return line;
    },
  };
  return asker;
}

/**
 * Plays lessons in this terminal, one after the other in one lane. Resolves to an exit code: 0 the student left, 130
 * interrupted.
 *
 * @throws UsageError if an input that is no terminal ends first.
 */
export async function begin(flags: PlayFlags): Promise<number> {
  const engine = namedEngine(flags.engine);
  const folder = lessonFolder();
  const asker = noticing(askerOf(process.stdin));
  // The lane opens while the scenarios are loaded and the student chooses.
  const ahead = openAhead(interruptSignal(), engine);
  ahead.signal.addEventListener('abort', () => asker.close());
  try {
    const { scenarios } = selectFound(await findScenarios(flags.scenarios), []);
    const exercises = exercisesOf(scenarios);
    const [lessons, day] = [lessonsIn(folder), new Date().toISOString().slice(0, 10)];
    const chosen = await choose({ wanted: flags, exercises, lessons, asker, print, day });
    const isCut = (): boolean => asker.isPastEnd && !process.stdin.isTTY && !ahead.signal.aborted;
    if (chosen === undefined) {
      if (isCut()) throw inputEnded('before an exercise was chosen');
      return ahead.signal.aborted ? 130 : 0;
    }
    const opened = await ahead.opening;
    const lane = await opened.openLane();
    await playIn(lane, chosen, { exercises, folder, asker, signal: ahead.signal });
    if (isCut()) throw inputEnded('in the lesson, which is kept');
    return ahead.signal.aborted ? 130 : 0;
  } finally {
    asker.close();
    tellEnded(folder);
    await giveUp(ahead);
  }
}

interface Playing {
  exercises: readonly Exercise[];
  folder: string;
  asker: Asker;
  signal: AbortSignal;
}

async function playIn(lane: Lane, first: Chosen, playing: Playing): Promise<void> {
  const { exercises, folder, asker, signal } = playing;
  const program = await bring(lane, await connectDiagnoser('reference'));
  let next: Chosen | undefined = first;
  while (next !== undefined && !signal.aborted) {
    const { exercise, seed }: Chosen = next;
    say(`Building the lab of case ${exercise.number} …`);
    const log = LessonLog.open(folder, { number: exercise.number, seed });
    const lesson = await Lesson.open(lane, { exercise, seed, log, program, signal });
    const left = await play(lesson, exercises, faceOf(lane, asker, folder));
    const { answer, isSolved } = lesson.progress;
    if (answer && isSolved) lesson.finish();
    await lesson.close();
    next = left === 'again' ? { exercise, seed: drawSeed() } : undefined;
  }
}

function faceOf(lane: Lane, asker: Asker, folder: string): Face {
  let current: Lesson | undefined;
  const { terminal } = lane;
  const isHere = process.stdin.isTTY && terminal !== undefined;
  return {
    asker,
    print,
    changed(lesson) {
      current = lesson;
      const roles: ShellRole[] = lesson.progress.isServerCalled ? ['client', 'server'] : ['client'];
      const shells = roles.map((role): [string, string] => [
        role,
        terminal?.entrance(hostOf(lesson, role), shellArgv(lesson, role)) ?? '',
      ]);
      tellRunning(folder, Object.fromEntries(shells));
    },
    async shell(host) {
      const role: ShellRole = host === 'client' ? 'client' : 'server';
      print([`In another terminal: badconn play --shell ${role}`]);
      if (!isHere || current === undefined) return;
      print([`You are on the ${role}. $TARGET is the URL. Ctrl-D goes back to the menu.`]);
      await terminal.connect(host, shellArgv(current, role), 'root');
    },
  };
}
