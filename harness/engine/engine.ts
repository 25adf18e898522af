import type { Readable } from 'node:stream';
import type { CommandSpec, Finished, LabSpec, Results } from './agent/protocol.ts';

export type { CommandSpec, HostSpec, LabSpec } from './agent/protocol.ts';
export type { Capability } from './agent/rights.ts';

/**
 * An engine runs labs in lanes, and may have optional powers. The rest of the harness uses these interfaces only and
 * does not depend on Docker.
 */
export interface Engine {
  /** As --engine takes it. */
  readonly name: string;
  /** Opens a lane, in which labs are built one after the other. */
  openLane(options?: { keep?: boolean }): Promise<Lane>;
  /** Removes all that this run has on the engine. Safe to call twice. */
  close(): Promise<void>;
  /** Ends the engine's part in the run, but leaves lanes opened with `keep` standing. */
  leave(): Promise<void>;
  /** Present if diagnosers can be images. */
  readonly images?: Images;
}

/** Optional power of an engine: images. */
export interface Images {
  /** Program of an image on the engine. Throws `UsageError` if the image is missing. */
  programOf(image: string): Promise<ImageProgram>;
}

export interface Lane {
  /** The engine's kernel was booted without IPv6: no lab over IPv6 is possible. */
  readonly lacksIpv6?: boolean;
  build(lab: LabSpec): Promise<Lab>;
  /** Copies a folder, given as a tar archive, into every host that is built in this lane afterwards. */
  unpack(path: string, tar: Buffer): Promise<void>;
  /** Copies the file system of an image likewise; only on an engine with images. Resolves to its program. */
  unpackImage?(path: string, image: string): Promise<ImageProgram>;
  readonly terminal?: Terminal;
  close(): Promise<void>;
}

/** Optional power of an engine: access to lab hosts for people and programs of this machine. */
export interface Terminal {
  /** Runs a command in a host on this process's terminal; resolves to its exit code. */
  connect(host: string, argv: readonly string[], user: 'root' | 'app'): Promise<number>;
  /**
   * Runs a command as root in a host for another user interface: with a terminal of its own, or with pipes if no size
   * is given. It ends with its host at the latest.
   */
  open(host: string, argv: readonly string[], size?: Size): Promise<Opened>;
  /** The command line with which a person runs a command (default: a shell) in a host of a standing lab. */
  entrance(host: string, argv?: readonly string[]): string;
  /**
   * The host's network namespace as a file of this machine, for nsenter(1). Undefined if the engine runs elsewhere,
   * or this process is not root.
   */
  networkOf(host: string): Promise<string | undefined>;
}

/** Size of a terminal, in characters. */
export interface Size {
  columns: number;
  rows: number;
}

/** A running command. */
export interface Opened {
  /** Its terminal's output, or its stdout without a terminal. Ends with the command. */
  readonly output: Readable;
  /** Writes to its terminal or stdin. */
  write(data: Uint8Array): void;
  resize(size: Size): void;
}

export interface Lab {
  /** Runs a command in a host to its end. Rejects only if the engine fails. */
  run(command: CommandSpec, limits?: Limits): Promise<CommandOutcome>;
  start(command: CommandSpec, ready: string): Promise<Background>;
  /**
   * Takes the lab down; resolves to what is left of it. With `last` the lane is closed next, and takes the network
   * between the hosts along.
   */
  close(last?: boolean): Promise<string[]>;
}

/** The configuration of an image. */
export interface ImageConfiguration {
  entrypoint: readonly string[];
  command: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Name or number, optionally with `:group`; empty for root. */
  user: string;
}

/** Program of an image, from its configuration. */
export type ImageProgram = Required<Pick<CommandSpec, 'argv' | 'cwd' | 'env'>> & {
  /** The whole configuration, for a service that may be run with another command. */
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
  /** Writes a line to its stdin; resolves to the next line of its stdout. */
  ask(line: string, deadlineMs: number): Promise<Results['ask']>;
  /** Resolves when it sleeps, having read all its input. */
  drain(): Promise<void>;
  /** Ends it with a signal; resolves to its output. */
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<{ stdout: Buffer; stderr: string }>;
}
