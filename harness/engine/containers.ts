import type { IpVersion } from '../topology/topology.ts';
import type { CommandSpec, Lab } from './engine.ts';

export interface Attached {
  addresses: Readonly<Partial<Record<IpVersion, string>>>;
  names: readonly string[];
}

/** A container on an engine that badconn did not start. */
export interface FoundContainer {
  id: string;
  /** Name as people type it. */
  name: string;
  isRunning: boolean;
  /** By network: its addresses by IP version, and the aliases by which others on that network resolve it. */
  networks: Readonly<Record<string, Attached>>;
  /** Published TCP ports, and where: host 0.0.0.0 means all addresses. */
  published: Readonly<Record<number, { host: string; port: number }>>;
  /** Labels of its testcontainers session, if any. */
  session: Readonly<Record<string, string>>;
}

/** A container of badconn's image in the network namespace of another one. */
export interface Sidecar {
  /** A lab whose one host is that network namespace. */
  lab: Lab;
  /** Registers the commands that run when this sidecar ends, unless it is killed. */
  whenOver(commands: CommandSpec[]): Promise<void>;
  close(): Promise<void>;
}

/** An engine that runs containers of other programs. */
export interface ContainerEngine {
  /** Address of its machine; undefined for another machine or a virtual one. */
  readonly address: string | undefined;
  /** Throws `UsageError` for an unknown container. */
  find(nameOrId: string): Promise<FoundContainer>;
  /**
   * Opens a sidecar in the network of a container; `host` is its name in the lab.
   *
   * @param alone unique name: if the engine has a sidecar with this name, `FaultNotPossible` is thrown.
   */
  join(target: FoundContainer, host: string, alone?: string): Promise<Sidecar>;
}
