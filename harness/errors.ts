import { unwrittenExitCode } from './unwritten.ts';

/**
 * One class for each kind of fault. A wrong verdict is not an error but an outcome.
 *
 * `message` holds the whole text; its first line alone is enough for a summary. `code` is stable
 * and is what callers match on; `exitCode` is what the command line returns.
 */
export interface ErrorText {
  code: string;
  /** The operation, what was expected and what was observed, in one line. */
  what: string;
  /** Facts as evidence, one line each. */
  evidence?: readonly string[];
  /** One next step, as a command if possible. */
  next: string;
  cause?: unknown;
}

/** A file name or untrusted text must not start a new line. */
const onOneLine = (line: string): string => line.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');

class BadconnError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly next: string;

  constructor(exitCode: number, { code, what, evidence = [], next, cause }: ErrorText) {
    const lines = [what, ...evidence.map((line) => `  ${line}`), `  Next: ${next}`].map(onOneLine);
    super(lines.join('\n'), cause === undefined ? undefined : { cause });
    this.code = code;
    this.exitCode = exitCode;
    this.next = next;
  }

  get shortMessage(): string {
    return this.message.split('\n', 1)[0] ?? '';
  }
}

/** The command line was used wrongly. Exit code 2. */
export class UsageError extends BadconnError {
  override name = 'UsageError';
  constructor(explanation: ErrorText) {
    super(2, explanation);
  }
}

/** A scenario file breaks a rule. Exit code 2: the file is the input. */
export class ScenarioError extends BadconnError {
  override name = 'ScenarioError';
  constructor(explanation: ErrorText) {
    super(2, explanation);
  }
}

/** The machine lacks a prerequisite for labs. Exit code 3. */
export class MachineError extends BadconnError {
  override name = 'MachineError';
  constructor(explanation: ErrorText) {
    super(3, explanation);
  }
}

/** Docker, an image or a lab failed while in use. Exit code 4. */
export class EngineError extends BadconnError {
  override name = 'EngineError';
  constructor(explanation: ErrorText) {
    super(4, explanation);
  }
}

/** A fault was made, but the client saw something other than its symptom. Exit code 4. */
export class FaultNotObserved extends BadconnError {
  override name = 'FaultNotObserved';
  constructor(explanation: ErrorText) {
    super(4, explanation);
  }
}

/** A fault cannot be made from here; the next step names a place where it can. Exit code 2. */
export class FaultNotPossible extends BadconnError {
  override name = 'FaultNotPossible';
  constructor(explanation: ErrorText) {
    super(2, explanation);
  }
}

/** A fault was undone, but the connection is not as before. Exit code 4. */
export class NotHealed extends BadconnError {
  override name = 'NotHealed';
  constructor(explanation: ErrorText) {
    super(4, explanation);
  }
}

/** Something of a run was left after clean-up. Exit code 4. */
export class LeakError extends BadconnError {
  override name = 'LeakError';
  constructor(explanation: ErrorText) {
    super(4, explanation);
  }
}

/** Requested output, a report or a file, could not be written. Exit code 5. */
export class OutputError extends BadconnError {
  override name = 'OutputError';
  constructor(explanation: ErrorText) {
    super(unwrittenExitCode, explanation);
  }
}

export const isBadconnError = (error: unknown): error is BadconnError =>
  error instanceof BadconnError;
