import type { IpVersion } from '../topology/topology.ts';
import type { CommandSpec, Lab } from './engine.ts';

export interface Attached {
  addresses: Readonly<Partial<Record<IpVersion, string>>>;
  names: readonly string[];
}

/** A container of somebody else on an engine. */
export interface FoundContainer {
  id: string;
  /** As people type it. */
  name: string;
  isRunning: boolean;
  /**
   * Its addresses on each of its networks, by IP version, where it has them; and the aliases by which others on
   * that network resolve it.
   */
  networks: Readonly<Record<string, Attached>>;
  /** TCP ports of the container that are published, and where: 0.0.0.0 for all addresses. */
  published: Readonly<Record<number, { host: string; port: number }>>;
  /** Of the session of testcontainers that it belongs to. */
  session: Readonly<Record<string, string>>;
}

/** A container of badconn's image in the network of another one. */
export interface Sidecar {
  /** That network, as the one host of a lab. */
  lab: Lab;
  /** What is run there when this sidecar ends in any way but being killed. */
  whenOver(commands: CommandSpec[]): Promise<void>;
  close(): Promise<void>;
}

/** An engine on which the containers of others run. */
export interface ContainerEngine {
  /** Where it runs: undefined where that is another machine, or a virtual one. */
  readonly address: string | undefined;
  /** Throws `UsageError` where there is no such container. */
  find(nameOrId: string): Promise<FoundContainer>;
  /**
   * Opens a sidecar in the network of a container, as the host `host` of its lab.
   *
   * @param alone there is at most one sidecar of this name on the engine, or `FaultNotPossible` is thrown.
   */
  join(target: FoundContainer, host: string, alone?: string): Promise<Sidecar>;
}
