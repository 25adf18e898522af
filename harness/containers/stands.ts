import type { ContainerEngine, FoundContainer, Sidecar } from '../engine/containers.ts';
import type { Background, CommandSpec, Lab, Limits, CommandOutcome } from '../engine/engine.ts';
import { FaultNotPossible } from '../errors.ts';
import type { Aim, Placement } from '../topology/place.ts';
import type { IpVersion } from '../topology/topology.ts';
import { ipVersionsOf } from './ip-versions.ts';
import { placeOf, type TargetConnection } from './fault-place.ts';
import { placementOf } from './placement.ts';
import type { FaultStanding } from './fault.ts';
import { thisMachine } from './this-machine.ts';

/** Client and server of a connection, with the sidecars between them. */
export interface FaultStand {
  standing: FaultStanding;
  lab: Lab;
  placement: Placement;
  aim: Aim;
  /** By the lab host that each sidecar is; none at the gate. */
  sidecars: { server?: Sidecar; client?: Sidecar };
  /** IP versions for which rules are made. */
  ipVersions: readonly IpVersion[];
  close(): Promise<void>;
}

/** Joins two places as the hosts `client` and `server` of one lab. */
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

/** Name of the only sidecar for a port: two faults at one port would undo each other. */
export const soleName = ({ target, port }: Pick<TargetConnection, 'target' | 'port'>): string =>
  `badconn-breaks-${target.id.slice(0, 12)}-${port}`;

/**
 * Port of the stand-in for a port: distinct from it, and below the ephemeral range (ip_local_port_range), so no
 * client is given it. 9973 is prime: only ports that differ by a multiple of it share a stand-in port.
 */
export const standInPort = (port: number): number => 21_000 + (port % 9973);

/** Makes faults by rules in the network of the container. The client is another container or this process. */
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
  const ipVersions = ipVersionsOf(target);
  const hasIpv6 = ipVersions.includes(6);
  if (hasIpv6) await mustRuleIpv6(sidecar, target).catch(closed(close));
  const address = hasIpv6 ? '::' : '0.0.0.0';
  const service = { program: 'odd-server', address, port: standInPort(port) } as const;
  return {
    ...{ standing, close, aim, ipVersions },
    sidecars: { server: sidecar, ...(ofClient ? { client: ofClient } : {}) },
    lab: joined(ofClient?.lab ?? thisMachine, sidecar.lab),
    // Rules match the port inside the container; connections to the mapped port are translated before.
    placement: placementOf({ ...aim, port }, service),
  };
}

const closed = (close: () => Promise<void>) => async (error: unknown) => {
  await close();
  throw error;
};

/** Throws `FaultNotPossible` if IPv6 rules cannot be made: a client over IPv6 would not meet the fault. */
async function mustRuleIpv6({ lab }: Sidecar, { name }: FoundContainer): Promise<void> {
  const argv = ['ip6tables', '-S', 'INPUT'];
  const { exitCode, stderr } = await lab.run({ host: 'server', argv, user: 'root' });
  if (exitCode === 0) return;
  throw new FaultNotPossible({
    code: 'FAULT_NO_IPV6_RULES',
    what: `${name} has an IPv6 address, and no rule can be made for it: a client that comes by IPv6 would not meet the fault.`,
    evidence: [`ip6tables -S INPUT: ${stderr.trim()}`],
    next: 'load the module ip6_tables or nf_tables on the machine of the engine; or start the container on a network without IPv6',
  });
}
