import type {
  Answer,
  Cause,
  Grade,
  RemedyAction,
  Request,
  Stage,
  Status,
  Vantage,
  Wire,
} from '../vocabulary/index.ts';
import type { Shard } from './run/shard.ts';
import type { MappedHost } from './topology/network-map.ts';

/** What became of the expectations of a run, a sentence each. */
export interface Expected {
  met: string[];
  /** Another grade than expected, a better one too, and verdicts that never came. */
  broken: string[];
}

export const phases = ['baseline', 'break', 'observe', 'diagnose', 'mend', 'leave'] as const;
export type Phase = (typeof phases)[number];

/** How a scenario ended before or beside the grades: whose fault it is when it is not `judged`. */
export type Standing = 'judged' | 'inconclusive' | 'invalid-scenario';

/** How an attempt of the plain client ended. `code` is a `SymptomCode`, or an errno beyond that list. */
export interface ClientAttempt {
  url: string;
  /** Where it failed; `stay` where it connected. Absent in logs of older versions. */
  stage?: Stage;
  code: string;
  message: string;
  afterMs: number;
  /** Of a connection that stood, since the attempt began: when the client was answered last, */
  answeredMs?: number;
  /** when it asked again, unless the connection had ended by then, */
  askedMs?: number;
  /** and when the fault came, where it came while the connection stood. */
  brokenMs?: number;
}

/** Everything that a diagnoser did, as the harness saw it. No judgement. */
export interface Conversation {
  request: Request;
  /** Absent when it never started. */
  exitCode?: number | null;
  signal?: string | null;
  stdout: string;
  stderr: string;
  /** Why it was ended by the harness, when it was. */
  ended?: 'deadline' | 'output-limit' | 'not-started';
  /**
   * Where its time was up: how long nothing of it ran because processes outside the lab had the CPUs.
   * Absent where that is not measured.
   */
  keptWaitingMs?: number;
  durationMs: number;
  /** Processes of the diagnoser that were still alive after it had answered, and were killed. */
  leftProcesses: number;
  /** What the client host sent meanwhile: TCP connections begun, packets. Absent without a lab. */
  traffic?: { connections: number; packets: number };
  /** What an agent took (--diagnoser agent:); absent for other diagnosers. */
  agent?: AgentCost;
}

export interface AgentCost {
  /** Groups of tool calls that were made side by side. */
  turns: number;
  toolCalls: number;
  commands: number;
  commandsMs: number;
  /** Answers that broke the contract, and were not taken. */
  badAnswers: number;
  /** What was wrong with the last of them, where none was taken. */
  breaches?: string[];
  /** Every tool call, the first thousand of them. */
  trajectory: AgentStep[];
}

export interface AgentStep {
  /** Since the trial began. */
  atMs: number;
  durationMs: number;
  tool: string;
  /** The arguments as JSON, and the answer; both cut. */
  given: string;
  told: string;
  isError: boolean;
}

export interface Verdict {
  grade: Grade;
  /** One sentence: why this grade. */
  why: string;
  /** Every breach of the contract, not just the first. */
  breaches: string[];
  status?: Status;
  candidates: Cause[];
  answer?: Answer;
}

/** One of several times that a diagnoser was asked the same in the same lab. */
export interface Turn {
  grade: Grade;
  candidates: Cause[];
  durationMs: number;
}

/** What should have been said; kept beside each result so that a report needs no scenario file. */
export interface Truth {
  cause: Cause | 'none';
  /** The class that the vantage leaves; the cause alone where it can be split. */
  best: Record<Vantage, readonly Cause[]>;
  /** What mends a cause outside the vocabulary: the documented actions of its scenario. */
  mendedBy?: readonly RemedyAction[];
  /** What lies beneath, outermost first; absent where there is nothing. */
  beneath?: readonly Pick<Truth, 'cause' | 'mendedBy'>[];
}

/** The machine on which a run was made. It has no name here: a report may be passed on. */
export interface Machine {
  /** As uname(1) has it: `Linux x64`. */
  system: string;
  /** Release of the kernel. */
  kernel: string;
  cpus: number;
  node: string;
}

/** A change that breaks the connection. */
export interface Fault {
  /** The host, by its name on the map of the network. */
  on: string;
  /** In words, without addresses and ports. */
  says: string;
  /** From 1, the outermost; absent where there is one layer. */
  layer?: number;
}

/** What a case teaches, kept so that a report needs no scenario file. */
export interface LessonTold {
  why: string;
  tellApart: string;
  /** RFC sections, man pages, kernel files. */
  see: readonly string[];
}

/**
 * The event log (JSON lines) is the one source of every report. `case` is the scenario's id, with
 * ` (<form>)` behind it where a scenario has forms. `layer` counts from the outermost, which is 1 and for
 * which it is left out. Times are milliseconds.
 */
export type Event = { atMs: number } & (
  | {
      type: 'run-started';
      version: string;
      /** All draws follow from it. A number in logs of older versions. */
      seed: string;
      diagnoser: string;
      /** What labs were built with; absent where none were, and in older logs. */
      engine?: string;
      /** Not in older logs. */
      machine?: Machine;
      /** Of the project in whose folder the run was begun; absent without git or a commit. */
      commit?: string;
      /** The run whose requests were put to a module; absent where labs were built. */
      recorded?: string;
      /** The folder of scenarios that do not come with badconn; absent where there are none. */
      scenariosFrom?: string;
      vantages: Vantage[];
      jobs: number;
      scenarios: string[];
      cases: number;
      /** Which part of a run this is that was divided among machines. */
      shard?: Shard;
    }
  | {
      type: 'case-started';
      case: string;
      scenario: string;
      form?: string;
      /** Its point on every axis on which it has a choice, as `--at` takes it. Not in older logs. */
      at?: string;
      title: string;
      /** Of the outermost layer. */
      truth: Truth;
      /** Of all layers, outermost first; absent where there is one. */
      layers?: Truth[];
      /** Hosts, networks and addresses. This and what follows is not in older logs. */
      network?: readonly MappedHost[];
      /** Absent where nothing is wrong. */
      faults?: Fault[];
      lesson?: LessonTold;
    }
  | { type: 'phase-started'; case: string; layer?: number; phase: Phase; vantage?: Vantage }
  | {
      type: 'phase-ended';
      case: string;
      layer?: number;
      phase: Phase;
      ok: boolean;
      durationMs: number;
      /** Five-line error text when `ok` is false (see docs: first line alone is enough). */
      error?: string;
      /** Of that error (harness/errors.ts), for who must tell failures apart. */
      code?: string;
      attempt?: ClientAttempt;
      wire?: { client: Wire | string; server: Wire | string };
    }
  | {
      type: 'diagnosed';
      case: string;
      layer?: number;
      vantage: Vantage;
      /** With `turns`, the worst of them: nothing is repeated into a pass. */
      verdict: Verdict;
      conversation: Conversation;
      /** Why this shortcoming is put up with; absent where it is not the expected one. */
      expected?: string;
      /** Each time that the same was asked; absent where it was asked once. */
      turns?: Turn[];
    }
  | {
      /** Once in a run: a request with an unknown URL scheme, where `unsupported` is right. */
      type: 'unknown-target';
      case: string;
      verdict: Verdict;
      conversation: Conversation;
    }
  | {
      /** The machine kept a diagnoser waiting until its time was up; the same was asked once more. */
      type: 'asked-again';
      case: string;
      layer?: number;
      vantage: Vantage;
      why: string;
      /** The one that does not count. */
      conversation: Conversation;
    }
  | { type: 'case-ended'; case: string; standing: Standing; durationMs: number }
  | {
      /** What a case ran in was made again: its lab, or after it the lane that was lost. */
      type: 'rebuilt';
      what: 'lab' | 'lane';
      case: string;
      why: string;
    }
  | {
      type: 'run-ended';
      durationMs: number;
      /** 0 all passed, 1 a verdict failed, 4 the lab failed, 130 interrupted. */
      exitCode: number;
      why?: string;
      /** What became of known shortcomings; absent where none was declared. */
      expected?: Expected;
    }
);

export type PhaseEnded = Extract<Event, { type: 'phase-ended' }>;

/** What goes into the log; the writer adds the time. */
export type NewEvent = Event extends infer E ? (E extends Event ? Omit<E, 'atMs'> : never) : never;
