import type { ContainerEngine } from '../engine/containers.ts';
import type { CommandSpec } from '../engine/engine.ts';
import { FaultNotObserved, NotHealed, UsageError } from '../errors.ts';
import type { ClientAttempt } from '../events.ts';
import { patienceFor } from '../run/patience.ts';
import { Session } from '../run/session.ts';
import { inFull, isSeen, symptomText } from '../symptom.ts';
import type { Aim } from '../topology/place.ts';
import type { Packet } from '../witness/pcap.ts';
import { overEach } from './ip-versions.ts';
import { Recorder } from './recorder.ts';
import { portsText, type TargetConnection } from './fault-place.ts';
import type { FaultStand } from './stands.ts';
import { faultOf, type ContainerFault, type FaultStanding } from './fault.ts';

/** A connection that is broken, and was observed to be, until it is mended or disposed of. */
export interface BrokenConnection extends AsyncDisposable {
  /** URL at which a client meets the fault. At the gate it is our listener's, valid until disposal. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Whether the named cause was made, or only its symptom. */
  readonly made: ContainerFault['made'];
  readonly standing: FaultStanding;
  /** What the plain client saw before this object was returned. */
  readonly symptom: ClientAttempt;
  /**
   * Authority of the certificate that a client meets, as PEM; present if the fault is in TLS or lies behind TLS. Only
   * a client that trusts it sees the fault.
   */
  readonly ca?: string;
  /**
   * Packets on the container's network interfaces, captured since before the fault was made. Throws
   * `FaultNotPossible` at the gate, where capturing is not possible.
   */
  packets(): Promise<Packet[]>;
  /** Undoes the fault and proves that a client connects again. Throws `NotHealed`. Safe to call twice. */
  mend(): Promise<void>;
}

/** The stand with its programs running, and the changes made there. */
interface Made {
  engine: ContainerEngine;
  wanted: TargetConnection;
  stand: FaultStand;
  fault: ContainerFault;
  session: Session;
  recorder: Recorder;
}

/** Makes a fault on a connection that is known to work. Leaves nothing behind if it throws. */
export async function makeFault(
  engine: ContainerEngine,
  wanted: TargetConnection,
  stand: FaultStand,
  symptom: string,
): Promise<BrokenConnection> {
  let made: Made | undefined;
  try {
    const { lab, placement, sidecars, ipVersions } = stand;
    const one = faultOf(symptom, stand.aim, stand.standing);
    const fault = { ...one, changes: one.changes.map((change) => overEach(ipVersions, change)) };
    const [session, recorder] = await Promise.all([
      Session.open(lab, placement, { idle: sidecars.server !== undefined }),
      Recorder.begin(sidecars.server?.lab, 'server'),
    ]);
    session.aim = secured(stand.aim, session);
    made = { engine, wanted, stand, fault, session, recorder };
    const { attempt: before } = await (fault.stays ? session.hold() : session.try('answer'));
    if (before.code !== 'connected') throw notHealthy(made, before);
    await promise(stand, undoing(made));
    await session.apply(fault.changes);
    const { attempt } = fault.stays
      ? await session.goOn(patienceFor(fault.expected), 0)
      : await session.meet(fault.expected);
    if (!isSeen(fault.expected, attempt)) throw notObserved(made, symptom, attempt);
    return handedOver(made, attempt);
  } catch (error) {
    if (made !== undefined) {
      await takeBack(made).catch(() => undefined);
      await made.session.close();
    }
    await stand.close();
    throw error;
  }
}

/**
 * Over TLS the client also trusts the stand-in's authority; otherwise it would report an untrusted certificate
 * instead.
 */
const secured = (aim: Aim, session: Session): Aim =>
  /^(https|wss)$/.test(aim.scheme)
    ? { ...aim, ca: `${aim.ca ?? ''}\n${session.programs.root}` }
    : aim;

function handedOver(made: Made, symptom: ClientAttempt): BrokenConnection {
  const { stand, fault, session, recorder } = made;
  let mending: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const mend = (): Promise<void> => (mending ??= heal(made, symptom));
  const close = async (): Promise<void> => {
    try {
      await mend();
    } finally {
      await session.close();
      await stand.close();
    }
  };
  return {
    ...{ url: session.url, host: session.aim.host, port: session.aim.port },
    ...{ made: fault.made, standing: stand.standing, symptom },
    ...(session.aim.ca === undefined ? {} : { ca: session.programs.root }),
    packets: () => recorder.packets(),
    mend,
    [Symbol.asyncDispose]: () => (closing ??= close()),
  };
}

/** What a sidecar runs if the process that made the fault dies; our programs end with the sidecar. */
const undoing = ({ fault, stand }: Made): CommandSpec[] =>
  fault.changes
    .toReversed()
    .flatMap((change) => change.undo(stand.placement))
    .flatMap((step) =>
      step.kind === 'run' ? [{ host: step.on, argv: step.argv, user: 'root' as const }] : [],
    );

/** Registers in each sidecar the commands that undo its part. */
async function promise({ sidecars }: FaultStand, commands: readonly CommandSpec[]): Promise<void> {
  const parts = Object.entries(sidecars).map(([name, sidecar]) =>
    sidecar.whenOver(commands.filter(({ host }) => host === name)),
  );
  await Promise.all(parts);
}

async function takeBack({ session, fault, stand }: Made): Promise<void> {
  await session.undo(fault.changes);
  await promise(stand, []);
}

async function heal(made: Made, symptom: ClientAttempt): Promise<void> {
  await takeBack(made);
  const { attempt } = await made.session.meet('connected');
  if (attempt.code === 'connected') return;
  const { target } = made.wanted;
  const { isRunning } = await made.engine.find(target.id).catch(() => ({ isRunning: false }));
  throw new NotHealed({
    code: 'FAULT_NOT_HEALED',
    what: `The fault was taken back, and the connection to ${target.name} is still not well: ${symptomText(attempt)}.`,
    evidence: [
      `client → ${attempt.url}: ${attempt.message}`,
      `while it was broken: ${symptomText(symptom)}`,
      ...(isRunning ? [] : [`${target.name} does not run any more`]),
    ],
    next: isRunning
      ? `look at what ${target.name} says: docker logs ${target.name}`
      : 'dispose of the broken connection before the container is stopped',
  });
}

const notHealthy = ({ wanted: { target } }: Made, seen: ClientAttempt): UsageError =>
  new UsageError({
    code: 'USAGE_NOT_HEALTHY',
    what: `The connection to ${target.name} is not well before anything is broken: ${symptomText(seen)}.`,
    evidence: [
      `client → ${seen.url}: ${seen.message}`,
      `ports of ${target.name} that are published: ${portsText(target)}`,
    ],
    next: 'wait until the container serves its port; { scheme }, { path } and { says } tell what it speaks',
  });

function notObserved(
  { fault, stand, wanted }: Made,
  symptom: string,
  seen: ClientAttempt,
): FaultNotObserved {
  const isMapped = stand.standing === 'mapped-port' && seen.stage !== 'connect';
  // For a name with two addresses Node reports the error of the first, which is ETIMEDOUT of its own if that takes
  // long.
  const isOfTwo = seen.code === 'ETIMEDOUT' && stand.ipVersions.length > 1;
  return new FaultNotObserved({
    code: 'FAULT_NOT_OBSERVED',
    what: `${symptom} was made at ${wanted.target.name}, and the client does not see it. Expected ${symptomText(inFull(fault.expected))}, observed ${symptomText(seen)}.`,
    evidence: [
      `client → ${seen.url}: ${seen.message}`,
      ...(isMapped
        ? [
            "docker-proxy accepts connections to a mapped port by itself, before the container's network",
          ]
        : []),
      ...(isOfTwo
        ? [
            `${stand.aim.host} has two addresses: Node leaves the first after 250 ms, and Linux reports an ICMPv6 error when it sends the SYN again, after 1 s`,
          ]
        : []),
    ],
    next: isMapped
      ? 'leave { standing } out: the fault then shows at the address of the container, or at the gate'
      : isOfTwo
        ? 'give { ipVersion } 4 or 6: the client then connects to that address'
        : 'docs/containers.md tells which fault shows from where',
  });
}
