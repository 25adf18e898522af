import type { Readable } from 'node:stream';
import type { CommandSpec, Finished, LabSpec, Results } from './agent/protocol.ts';

export type { CommandSpec, HostSpec, LabSpec } from './agent/protocol.ts';
export type { Capability } from './agent/rights.ts';

/**
 * Where labs are made real: lanes, and powers that an engine may have besides. The rest of the
 * harness knows these interfaces, and nothing of Docker.
 */
export interface Engine {
  /** As --engine takes it. */
  readonly name: string;
  /** Opens a place in which labs are built one after the other. */
  openLane(options?: { keep?: boolean }): Promise<Lane>;
  /** Removes whatever of this run is still on the engine. Safe to call twice. */
  close(): Promise<void>;
  /** Ends its part in the run and leaves standing what was opened with `keep`. */
  leave(): Promise<void>;
  /** Diagnosers that are images. Absent on an engine that has none. */
  readonly images?: Images;
}

/** A power that not every engine has. */
export interface Images {
  /** What an image on the engine runs. Throws `UsageError` for one that is not there. */
  programOf(image: string): Promise<ImageProgram>;
}

export interface Lane {
  /** The kernel of the engine was booted without IPv6: a lab over it cannot stand. */
  readonly lacksIpv6?: boolean;
  build(lab: LabSpec): Promise<Lab>;
  /** Puts a folder into every host that is built in this lane from then on; `tar` holds it. */
  unpack(path: string, tar: Buffer): Promise<void>;
  /** The same with the file system of an image, on an engine that has images; resolves to what it runs. */
  unpackImage?(path: string, image: string): Promise<ImageProgram>;
  readonly terminal?: Terminal;
  close(): Promise<void>;
}

/** Ways into the hosts of a lab for people and programs of this machine. A power that not every engine has. */
export interface Terminal {
  /** Connects a command in a host to this process's terminal; resolves to its exit code. */
  connect(host: string, argv: readonly string[], user: 'root' | 'app'): Promise<number>;
  /**
   * Runs a command as root in a host, for another face than this process's terminal: with a terminal of its own, or
   * with pipes where no size is given. It ends with its host at the latest.
   */
  open(host: string, argv: readonly string[], size?: Size): Promise<Opened>;
  /** What a person types to run a command, a shell by default, in a host of a lab that stands. */
  entrance(host: string, argv?: readonly string[]): string;
  /**
   * The network of a host as a file of this machine, for nsenter(1). Undefined where the engine runs
   * elsewhere, or this process is not root.
   */
  networkOf(host: string): Promise<string | undefined>;
}

/** Of a terminal, in characters. */
export interface Size {
  columns: number;
  rows: number;
}

/** A command that runs. */
export interface Opened {
  /** All that its terminal shows, or its stdout where it has none. It ends when the command does. */
  readonly output: Readable;
  /** Types. */
  write(data: Uint8Array): void;
  resize(size: Size): void;
}

export interface Lab {
  /** Runs a command in a host to its end. Rejects only when the engine fails. */
  run(command: CommandSpec, limits?: Limits): Promise<CommandOutcome>;
  start(command: CommandSpec, ready: string): Promise<Background>;
  /** Takes the lab down; resolves to what was still there afterwards. */
  close(): Promise<string[]>;
}

/** The configuration of an image. */
export interface ImageConfiguration {
  entrypoint: readonly string[];
  command: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Name or number, and a group behind a colon; empty for root. */
  user: string;
}

/** What an image runs, as its configuration says. */
export type ImageProgram = Required<Pick<CommandSpec, 'argv' | 'cwd' | 'env'>> & {
  /** The same in its parts, for a service, which may be run with another command. */
  configuration: ImageConfiguration;
};

export interface Limits {
  stdin?: string;
  deadlineMs?: number;
  maxStdoutBytes?: number;
  maxStderrBytes?: number;
}

export interface CommandOutcome extends Omit<Finished, 'stdout' | 'stderr'> {
  stdout: string;
  stderr: string;
}

export interface Background {
  /** Writes a line to its stdin and resolves to the next line of its stdout. */
  ask(line: string, deadlineMs: number): Promise<Results['ask']>;
  /** Resolves when it sleeps, and so has read all that there was to read. */
  drain(): Promise<void>;
  /** Ends it; resolves to what it printed. */
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<{ stdout: Buffer; stderr: string }>;
}
