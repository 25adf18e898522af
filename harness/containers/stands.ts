import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { ContainerEngine, FoundContainer, Sidecar } from '../engine/containers.ts';
import type { Background, CommandSpec, Lab, Limits, CommandOutcome } from '../engine/engine.ts';
import { FaultNotPossible } from '../errors.ts';
import type { Aim, Placement } from '../topology/place.ts';
import type { PlacedService } from '../topology/services.ts';
import { placementOf } from './placement.ts';
import type { FaultStanding } from './fault.ts';
import { thisMachine } from './this-machine.ts';

/** What of a connection is known before it is decided where to stand. */
export interface TargetConnection {
  target: FoundContainer;
  port: number;
  from?: FoundContainer | undefined;
  /** The machine on which ports are published, as this one reaches it. */
  publishedOn: string;
  aim: Pick<Aim, 'scheme' | 'path' | 'says' | 'ca'>;
}

/** Client and server of a connection, and what stands between them. */
export interface FaultStand {
  standing: FaultStanding;
  lab: Lab;
  placement: Placement;
  /** What the client connects to. */
  aim: Aim;
  /** By the host that they are in the lab; none at the gate. */
  sidecars: { server?: Sidecar; client?: Sidecar };
  close(): Promise<void>;
}

/** Two places as the hosts `client` and `server` of one lab. */
const joined = (client: Lab, server: Lab): Lab => {
  const at = ({ host }: CommandSpec): Lab => (host === 'client' ? client : server);
  return {
    run: (command: CommandSpec, limits?: Limits): Promise<CommandOutcome> =>
      at(command).run(command, limits),
    start: (command: CommandSpec, ready: string): Promise<Background> =>
      at(command).start(command, ready),
    close: () => Promise.resolve([]),
  };
};

/** Two that break one port would take back each other's fault: there is one sidecar of this name. */
export const soleName = ({ target, port }: Pick<TargetConnection, 'target' | 'port'>): string =>
  `badconn-breaks-${target.id.slice(0, 12)}-${port}`;

/** A port on which nothing listens at the moment, and which no client is given (ip_local_port_range begins above). */
const standInPort = (port: number): number => (port === 21_980 ? 21_981 : 21_980);

/** Faults by rules in the network of the container; the client is another container, or this process. */
export async function inNetwork(
  engine: ContainerEngine,
  wanted: TargetConnection,
  standing: Exclude<FaultStanding, 'gate'>,
): Promise<FaultStand> {
  const { target, port, from } = wanted;
  const aim: Aim = { ...wanted.aim, ...placeOf(wanted, standing) };
  const opening = await Promise.allSettled([
    engine.join(target, 'server', soleName(wanted)),
    ...(from === undefined ? [] : [engine.join(from, 'client')]),
  ]);
  const sidecars = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(sidecars.map((one) => one.close()));
  };
  const failed = opening.find((one) => one.status === 'rejected');
  const [sidecar, ofClient] = sidecars;
  if (failed !== undefined || sidecar === undefined) {
    await close();
    throw failed?.reason;
  }
  const service = { program: 'odd-server', address: '0.0.0.0', port: standInPort(port) } as const;
  return {
    ...{ standing, close, aim },
    sidecars: { server: sidecar, ...(ofClient ? { client: ofClient } : {}) },
    lab: joined(ofClient?.lab ?? thisMachine, sidecar.lab),
    // Rules are for the port within; who comes by the mapped port is translated before.
    placement: placementOf({ ...aim, port }, service),
  };
}

/**
 * Where a container is on a network of another one, or on any of its own: where it has an alias, if it has. The order
 * in which an engine tells networks says nothing.
 */
export function placeIn(
  target: FoundContainer,
  from: FoundContainer | undefined,
): FoundContainer['networks'][string] | undefined {
  const shared = Object.entries(target.networks).filter(
    ([name, { address }]) => address !== '' && (from === undefined || name in from.networks),
  );
  return (shared.find(([, { names }]) => names.length > 0) ?? shared[0])?.[1];
}

function placeOf(
  wanted: TargetConnection,
  standing: FaultStanding,
): { host: string; port: number } {
  const { target, port, from, publishedOn } = wanted;
  if (standing === 'mapped-port') {
    return { host: publishedOn, port: publishedPort(wanted, standing).port };
  }
  const its = placeIn(target, from);
  if (its === undefined) {
    throw new FaultNotPossible({
      code: 'FAULT_NO_WAY',
      what: `${from?.name} and ${target.name} are on no network together, so no connection between them can be broken.`,
      evidence: [from, target].flatMap((one) =>
        one === undefined ? [] : [`${one.name}: ${Object.keys(one.networks).join(', ') || 'none'}`],
      ),
      next: 'start both with .withNetwork(network)',
    });
  }
  return { host: (from && its.names[0]) ?? its.address, port };
}

function publishedPort(
  { target, port }: TargetConnection,
  standing: FaultStanding,
): { host: string; port: number } {
  const published = target.published[port];
  if (published !== undefined) return published;
  throw new FaultNotPossible({
    code: 'FAULT_NOT_PUBLISHED',
    what: `Port ${port} of ${target.name} is not published, and ${standing} stands in front of a published port.`,
    next: `.withExposedPorts(${port}), or give { from } a container of the same network`,
  });
}

/** Faults by a listener of ours on 127.0.0.1, in front of the mapped port. */
export async function atGate(wanted: TargetConnection): Promise<FaultStand> {
  const to = publishedPort(wanted, 'gate').port;
  const port = await freePort();
  const service: PlacedService = {
    program: 'forwarder',
    address: '127.0.0.1',
    port,
    options: { to: `${wanted.publishedOn}:${to}` },
  };
  const aim = { ...wanted.aim, host: '127.0.0.1', port };
  return {
    ...{ standing: 'gate', lab: thisMachine, aim, sidecars: {} },
    placement: placementOf(aim, service),
    close: () => Promise.resolve(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
