import type { FoundEngine } from './found-engine.ts';

/** An engine as far as it decides where `break` stands (docs/containers.md, Where it stands). */
export interface BreakingEngine extends Pick<FoundEngine, 'name'> {
  isRootless: boolean;
  /** Containers are in a virtual machine beside this one. */
  isDesktop: boolean;
  /** It answers on a socket of this machine. */
  isHere: boolean;
}

/** Where `break` makes a fault for a client on this machine, and for one in a container, in a line. */
export function breakPlaces(engine: BreakingEngine, platform = process.platform): string {
  const { name, isRootless, isDesktop, isHere } = engine;
  const reaches = isHere && platform === 'linux' && !isRootless && !isDesktop;
  const here = reaches
    ? 'address (the gate where a container cannot be reached)'
    : 'gate: a published port, and neither unreachable, vanished nor faults of names and certificates';
  const untried = name === 'Podman' ? ' (not tried with Podman)' : '';
  return `for a client here at the ${here}; with --from, by a sidecar${untried}`;
}
