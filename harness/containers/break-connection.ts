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
  /** Port inside the container. */
  port: number;
  /** Container (name or id) from whose network the client connects. Default: this process. */
  from?: string;
  /** Protocol of the client. Default `tcp`. */
  scheme?: 'tcp' | 'http' | 'https' | 'ws' | 'wss';
  /** Path of an HTTP or WebSocket client. Default `/`. */
  path?: string;
  /** Over `tcp`: what the client sends first and the service answers (`PING\r\n`); empty if the server speaks first. */
  says?: string;
  /** Authority that signed the certificate of the service, as PEM. Needed if the system does not trust it. */
  ca?: string;
  /** IP version of the client's connection. Default: IPv4 if the container has an IPv4 address, otherwise IPv6. */
  ipVersion?: IpVersion;
  /** Where the fault is made. By default chosen by what the engine offers. */
  standing?: FaultStanding;
  /** The machine on which ports are published. Default 127.0.0.1. */
  publishedOn?: string;
}

/** Breaks the connection to a port of a running container. Steps and errors: `badconn/testcontainers`. */
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
  // Reject an unknown name before any request to the engine.
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

/** The container's own address if this process reaches it, otherwise the gate. */
async function standingFor(
  engine: ContainerEngine,
  wanted: TargetConnection,
): Promise<FaultStanding> {
  const { address } = engine;
  const { target, port, from, aim, ipVersion } = wanted;
  if (from !== undefined) return 'sidecar';
  if (address === undefined || placeIn(target, from, undefined) === undefined) return 'gate';
  const host = placeIn(target, from, ipVersion)?.address;
  // A missing address of this IP version is reported there.
  if (host === undefined) return 'address';
  const { scheme, path, ...more } = aim;
  const url = urlOf({ scheme, path, host, port });
  const seen = await attempt({ url, patienceMs: patienceMs.silence, reset: true, ...more });
  if (seen.stage !== 'connect' && seen.stage !== 'local') return 'address';
  // The port is not published, so a gate is impossible, and the refusal says more: nothing listens there.
  if (seen.code === 'ECONNREFUSED' && target.published[port] === undefined) return 'address';
  // The connection is broken already: the gate would fail too, and the error would blame the container.
  const isTaken = await engine.find(soleName(wanted)).catch(() => undefined);
  return isTaken === undefined ? 'gate' : 'address';
}
