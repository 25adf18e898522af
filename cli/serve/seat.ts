import type { Lane } from '../../harness/engine/engine.ts';
import { isBadconnError } from '../../harness/errors.ts';
import type { AgentDiagnoser, Connected } from '../../harness/guest/connector.ts';
import { bring, type DiagnoserProgram } from '../../harness/guest/program.ts';
import type { Exercise } from '../../harness/lesson/exercise.ts';
import { Lesson } from '../../harness/lesson/lesson.ts';
import type { LessonProgress } from '../../harness/lesson/lesson-events.ts';
import { LessonLog, lessonsIn } from '../../harness/lesson/lesson-log.ts';
import { tellPackets } from '../../harness/lesson/live-packets.ts';
import { hostOf, type ShellRole } from '../../harness/lesson/shell.ts';
import { drawSeed } from '../../harness/run/seed.ts';
import { noticeOf, type Notice } from './notice.ts';
import { Shell } from './shell.ts';
import { PacketLog } from './traffic.ts';

/** Shared by all seats. */
export interface Classroom {
  exercises: readonly Exercise[];
  /** The reference diagnoser. */
  connected: Exclude<Connected, AgentDiagnoser>;
  openLane(): Promise<Lane>;
}

const mostNotices = 4;
const mostShells = 6;
const firstSize = { columns: 80, rows: 24 };

/** The lane, the lesson and the shells of one student. They continue while no browser is connected. */
export class Seat {
  readonly room: Classroom;
  readonly folder: string;
  readonly traffic = new PacketLog();
  lesson: Lesson | undefined;
  shells: Shell[] = [];
  notices: Notice[] = [];
  /** The current operation, in words. */
  busy: string | undefined;
  /** Whether the teacher may see the shells. */
  watched: 'no' | 'asked' | 'allowed' = 'no';
  private lane: Promise<{ lane: Lane; program: DiagnoserProgram }> | undefined;
  private turn: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<() => void>();

  constructor(room: Classroom, folder: string) {
    this.room = room;
    this.folder = folder;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  tell(kind: Notice['kind'], text: string): void {
    this.notices = [...this.notices, { kind, text }].slice(-mostNotices);
    this.changed();
  }

  /** All lessons of this student, latest first. */
  get lessons(): LessonProgress[] {
    return lessonsIn(this.folder);
  }

  /** Runs actions one after the other. A failure of the lab is reported, and never counts as an answer. */
  do(busy: string | undefined, work: () => Promise<void>): Promise<void> {
    const next = this.turn.then(async () => {
      this.busy = busy;
      this.changed();
      try {
        await work();
      } catch (error) {
        await this.failed(error);
      } finally {
        this.busy = undefined;
        this.changed();
      }
    });
    this.turn = next;
    return next;
  }

  private async failed(error: unknown): Promise<void> {
    const text = isBadconnError(error) ? error.message : String(error);
    if (isBadconnError(error) && error.exitCode === 2) return this.tell('bad', text);
    this.tell('bad', `The lab failed; this is no answer, and the lesson is kept. ${text}`);
    await this.leave().catch(() => undefined);
    const lost = this.lane;
    this.lane = undefined;
    await lost?.then(({ lane }) => lane.close()).catch(() => undefined);
  }

  /** Opens the unfinished lesson of this exercise, or a fresh variation. */
  begin(exercise: Exercise, isFresh = false): Promise<void> {
    return this.do(`Building the lab of case ${exercise.number} …`, async () => {
      await this.leave();
      const { number } = exercise;
      const left = this.lessons.find((each) => each.number === number && !each.isFinished);
      const seed = (isFresh ? undefined : left?.seed) ?? drawSeed();
      const log = LessonLog.open(this.folder, { number, seed });
      this.lane ??= this.room.openLane().then(async (lane) => {
        return { lane, program: await bring(lane, this.room.connected) };
      });
      const { lane, program } = await this.lane;
      this.lesson = await Lesson.open(lane, { exercise, seed, log, program });
      this.notices = [];
      await this.settle(this.lesson, lane);
      this.lesson
        .watch((event) => {
          const notice = noticeOf(event);
          if (notice) this.tell(notice.kind, notice.text);
        })
        .catch((error: Error) =>
          this.tell('bad', `The lab is not watched any more. ${error.message}`),
        );
    });
  }

  /** Opens the first shell and starts the captures. */
  private async settle(lesson: Lesson, { terminal }: Lane): Promise<void> {
    this.traffic.clear();
    if (terminal === undefined) return;
    await this.capture(lesson, 'client');
    await this.openShell('client');
    if (lesson.progress.isServerCalled) await this.capture(lesson, 'server');
  }

  private async capture(lesson: Lesson, role: ShellRole): Promise<void> {
    const terminal = (await this.lane)?.lane.terminal;
    if (terminal === undefined) return;
    await tellPackets(terminal, hostOf(lesson, role), (packets) => {
      this.traffic.add(role, packets);
      this.changed();
    });
  }

  async openShell(role: ShellRole): Promise<void> {
    const { lesson } = this;
    const terminal = (await this.lane)?.lane.terminal;
    if (lesson === undefined || terminal === undefined) return;
    if (this.shells.length >= mostShells)
      return this.tell('plain', `${mostShells} shells are open; end one of them first: Ctrl-D.`);
    const ended = (shell: Shell): void => {
      this.shells = this.shells.filter((other) => other !== shell);
      this.changed();
    };
    const shell = await Shell.open(terminal, { lesson, role, size: firstSize }, ended);
    this.shells = [...this.shells, shell];
    this.changed();
  }

  async callServer(lesson: Lesson): Promise<void> {
    const isFirst = !lesson.progress.isServerCalled;
    lesson.callServer();
    if (isFirst) await this.capture(lesson, 'server');
    await this.openShell('server');
  }

  async reset(lesson: Lesson): Promise<void> {
    const roles = this.shells.map(({ role }) => role);
    await lesson.reset();
    this.traffic.clear();
    this.shells = [];
    await this.capture(lesson, 'client');
    if (lesson.progress.isServerCalled) await this.capture(lesson, 'server');
    for (const role of roles.length > 0 ? roles : (['client'] as const)) await this.openShell(role);
    this.tell('plain', 'The lab is as it was at the beginning.');
  }

  /** Leaves the lesson, which is kept, and removes its lab. */
  async leave(): Promise<void> {
    const { lesson } = this;
    this.lesson = undefined;
    this.shells = [];
    this.watched = 'no';
    if (lesson === undefined) return;
    const { answer, isSolved } = lesson.progress;
    if (answer && isSolved) lesson.finish();
    await lesson.close();
  }

  async close(): Promise<void> {
    await this.leave();
    await this.lane?.then(({ lane }) => lane.close()).catch(() => undefined);
    this.lane = undefined;
  }
}
