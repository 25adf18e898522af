import { attempt } from '../../client/attempt.ts';
import type { ContainerEngine } from '../engine/containers.ts';
import type { IpVersion } from '../topology/topology.ts';
import { FaultNotPossible, UsageError } from '../errors.ts';
import { patienceMs } from '../run/patience.ts';
import { urlOf } from '../topology/place.ts';
import { makeFault, type BrokenConnection } from './broken.ts';
import { placeIn, type TargetConnection } from './fault-place.ts';
import { atGate } from './gate.ts';
import { inNetwork, soleName, type FaultStand } from './stands.ts';
import { faultOf, type FaultStanding } from './fault.ts';

export interface ContainerBreakOptions {
  /** The port of the container, as it is within. */
  port: number;
  /** A container, by name or id, from whose network the client connects; this process by default. */
  from?: string;
  /** What the client speaks; `tcp` by default. */
  scheme?: 'tcp' | 'http' | 'https' | 'ws' | 'wss';
  /** The path of an HTTP or WebSocket client; `/` by default. */
  path?: string;
  /** Over `tcp`: what is said first, and answered (`PING\r\n`); empty where the server speaks first. */
  says?: string;
  /** The authority that signed the certificate of the service, as PEM, where no system trusts it. */
  ca?: string;
  /** By which the client is to come to an address; by default by IPv4, where the container has an address of it. */
  ipVersion?: IpVersion;
  /** Chosen by what is there, by default. */
  standing?: FaultStanding;
  /** The machine on which ports are published; 127.0.0.1 by default. */
  publishedOn?: string;
}

/** Breaks the connection to a port of a running container. What it does and throws: `badconn/testcontainers`. */
export async function breakContainer(
  engine: ContainerEngine,
  nameOrId: string,
  symptom: string,
  options: ContainerBreakOptions,
): Promise<BrokenConnection> {
  const { port, scheme = 'tcp', path = '/', says, ca, publishedOn = '127.0.0.1' } = options;
  const { ipVersion } = options;
  const aim = {
    ...{ scheme, path: scheme === 'tcp' ? '' : path },
    ...(says === undefined ? {} : { says }),
    ...(ca === undefined ? {} : { ca }),
  };
  // A wrong name is told before anything is asked of the engine.
  faultOf(symptom, { ...aim, host: '', port }, options.standing ?? 'sidecar');
  const [target, from] = await Promise.all([
    engine.find(nameOrId),
    options.from === undefined ? undefined : engine.find(options.from),
  ]);
  for (const one of [target, ...(from ? [from] : [])]) {
    if (one.isRunning) continue;
    throw new UsageError({
      code: 'USAGE_CONTAINER_STOPPED',
      what: `The container ${one.name} does not run.`,
      next: `docker start ${one.name}`,
    });
  }
  if (from?.id === target.id) {
    throw new FaultNotPossible({
      code: 'FAULT_WITHIN',
      what: `${target.name} is both the container and { from }, and no fault is made within a container.`,
      next: 'give { from } another container, or leave it out: the client is then this process',
    });
  }
  const wanted: TargetConnection = { target, port, from, publishedOn, ipVersion, aim };
  const standing = options.standing ?? (await standingFor(engine, wanted));
  faultOf(symptom, { ...aim, host: '', port }, standing);
  const stand: FaultStand =
    standing === 'gate' ? await atGate(wanted) : await inNetwork(engine, wanted, standing);
  return makeFault(engine, wanted, stand, symptom);
}

/** The container's own address, where this process reaches it; the gate where not. */
async function standingFor(
  engine: ContainerEngine,
  wanted: TargetConnection,
): Promise<FaultStanding> {
  const { address } = engine;
  const { target, port, from, aim, ipVersion } = wanted;
  if (from !== undefined) return 'sidecar';
  if (address === undefined || placeIn(target, from, undefined) === undefined) return 'gate';
  const host = placeIn(target, from, ipVersion)?.address;
  // That it has no address of this version is told there.
  if (host === undefined) return 'address';
  const { scheme, path, ...more } = aim;
  const url = urlOf({ scheme, path, host, port });
  const seen = await attempt({ url, patienceMs: patienceMs.silence, reset: true, ...more });
  if (seen.stage !== 'connect' && seen.stage !== 'local') return 'address';
  // No gate can stand before it, and the refusal tells more: nothing listens there.
  if (seen.code === 'ECONNREFUSED' && target.published[port] === undefined) return 'address';
  // Where it is broken already, the gate would not be well either, and blame the container.
  const isTaken = await engine.find(soleName(wanted)).catch(() => undefined);
  return isTaken === undefined ? 'gate' : 'address';
}
