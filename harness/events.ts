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

/** Outcome of a run's expectations, one sentence each. */
export interface Expected {
  met: string[];
  /** Unmet expectations: another grade (better ones too), or a verdict that never came. */
  broken: string[];
}

export const phases = ['baseline', 'break', 'observe', 'diagnose', 'mend', 'leave'] as const;
export type Phase = (typeof phases)[number];

/** How a scenario ended apart from its grades; if not `judged`, whose fault it was. */
export type Standing = 'judged' | 'inconclusive' | 'invalid-scenario';

/** Outcome of an attempt of the plain client. `code` is a `SymptomCode`, or an errno beyond that list. */
export interface ClientAttempt {
  url: string;
  /** Stage of the failure; `stay` if it connected. Absent in logs of older versions. */
  stage?: Stage;
  code: string;
  message: string;
  afterMs: number;
  /** For an established connection, since the attempt began: when the client got its last answer. */
  answeredMs?: number;
  /** When it asked again, unless the connection had ended by then. */
  askedMs?: number;
  /** When the fault came, if it came during the connection. */
  brokenMs?: number;
}

/** All that a diagnoser did, as observed by the harness. No judgement. */
export interface Conversation {
  request: Request;
  /** Absent if it never started. */
  exitCode?: number | null;
  signal?: string | null;
  stdout: string;
  stderr: string;
  /** Why the harness ended it; absent if it ended by itself. */
  ended?: 'deadline' | 'output-limit' | 'not-started';
  /**
   * For a diagnoser that ran out of time: how long nothing of it ran because processes outside the lab had the CPUs.
   * Absent if not measured.
   */
  keptWaitingMs?: number;
  durationMs: number;
  /** Processes of the diagnoser that were alive after its answer, and were killed. */
  leftProcesses: number;
  /** What the client host sent during the diagnosis: TCP connections begun, packets. Absent without a lab. */
  traffic?: { connections: number; packets: number };
  /** Cost of an agent (--diagnoser agent:); absent for other diagnosers. */
  agent?: AgentCost;
}

export interface AgentCost {
  /** Groups of parallel tool calls. */
  turns: number;
  toolCalls: number;
  commands: number;
  commandsMs: number;
  /** Answers that were rejected because they broke the contract. */
  badAnswers: number;
  /** Breaches of the last one, if no answer was accepted. */
  breaches?: string[];
  /** Tool calls, at most the first thousand. */
  trajectory: AgentStep[];
}

export interface AgentStep {
  /** Since the trial began. */
  atMs: number;
  durationMs: number;
  tool: string;
  /** Arguments as JSON, and the result; both truncated. */
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

/** One turn of a repeated request in the same lab. */
export interface Turn {
  grade: Grade;
  candidates: Cause[];
  durationMs: number;
}

/** The correct answers, kept with each result so that a report needs no scenario file. */
export interface Truth {
  cause: Cause | 'none';
  /** The class that a vantage cannot split; the cause alone if it can. */
  best: Record<Vantage, readonly Cause[]>;
  /** Remedies of a cause outside the vocabulary: the documented actions of its scenario. */
  mendedBy?: readonly RemedyAction[];
  /** Causes beneath, outermost first; absent if there are none. */
  beneath?: readonly Pick<Truth, 'cause' | 'mendedBy'>[];
}

/** The machine of a run. It has no name here: a report may be passed on. */
export interface Machine {
  /** As printed by uname(1): `Linux x64`. */
  system: string;
  /** Release of the kernel. */
  kernel: string;
  cpus: number;
  node: string;
}

/** A change that breaks the connection. */
export interface Fault {
  /** Name of the host on the network map. */
  on: string;
  /** In words, without addresses and ports. */
  says: string;
  /** From 1, the outermost; absent if there is one layer. */
  layer?: number;
}

/** The lesson of a case, kept so that a report needs no scenario file. */
export interface LessonTold {
  why: string;
  tellApart: string;
  /** RFC sections, man pages, kernel files. */
  see: readonly string[];
}

/**
 * The event log (JSON lines) is the only source of all reports. `case` is the scenario's id, followed by ` (<form>)`
 * if it has forms. `layer` counts from the outermost, 1, which is omitted. Times are milliseconds.
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
