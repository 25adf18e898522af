import type { Opened, Size, Terminal } from '../../harness/engine/engine.ts';
import type { Lesson } from '../../harness/lesson/lesson.ts';
import { hostOf, shellArgv, type ShellRole } from '../../harness/lesson/shell.ts';

/** Output that is kept for browsers that connect later, in bytes: some 3,000 lines. */
const keptBytes = 256 * 1024;

/** Receives output. Returns false while it cannot pass on more. */
export type OutputListener = (data: Buffer) => boolean;

let started = 0;

/** A shell of a student, with its recent output. */
export class Shell {
  /** Unique within this process. */
  readonly number = ++started;
  readonly role: ShellRole;
  readonly lesson: Lesson;
  private readonly opened: Opened;
  private readonly listeners = new Set<OutputListener>();
  private chunks: Buffer[] = [];
  private bytes = 0;
  private isTyped = false;

  private constructor(
    role: ShellRole,
    lesson: Lesson,
    opened: Opened,
    ended: (shell: Shell) => void,
  ) {
    this.role = role;
    this.lesson = lesson;
    this.opened = opened;
    opened.output.on('data', (data: Buffer) => this.heard(data));
    opened.output.once('close', () => ended(this)).once('end', () => ended(this));
  }

  static async open(
    terminal: Terminal,
    { lesson, role, size }: { lesson: Lesson; role: ShellRole; size: Size },
    ended: (shell: Shell) => void,
  ): Promise<Shell> {
    const argv = shellArgv(lesson, role);
    const opened = await terminal.open(hostOf(lesson, role), argv, size);
    return new Shell(role, lesson, opened, ended);
  }

  private heard(data: Buffer): void {
    this.chunks.push(data);
    this.bytes += data.length;
    while (this.bytes > keptBytes && this.chunks.length > 1)
      this.bytes -= this.chunks.shift()?.length ?? 0;
    // Pauses the command while a browser lags, as a terminal does (termios(3), output flow control).
    if (![...this.listeners].map((listener) => listener(data)).every(Boolean)) this.hold();
  }

  private hold(): void {
    this.opened.output.pause();
    setTimeout(() => {
      const isFree = [...this.listeners].every((listener) => listener(Buffer.alloc(0)));
      if (isFree) this.opened.output.resume();
      else this.hold();
    }, 20).unref();
  }

  /** The output kept for browsers that connect later. */
  get shown(): Buffer {
    return Buffer.concat(this.chunks);
  }

  listen(listener: OutputListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  type(data: Uint8Array): void {
    if (!this.isTyped) this.lesson.enter(hostOf(this.lesson, this.role));
    this.isTyped = true;
    this.opened.write(data);
  }

  resize(size: Size): void {
    this.opened.resize(size);
  }
}
