import type { FoundEngine } from './found-engine.ts';

/** Properties of an engine that decide where `break` makes a fault (docs/containers.md, Where the fault is made). */
export interface BreakingEngine extends Pick<FoundEngine, 'name'> {
  isRootless: boolean;
  /** Its containers run in a virtual machine on this machine. */
  isDesktop: boolean;
  /** It answers on a socket of this machine. */
  isHere: boolean;
}

/** One line: where `break` makes a fault for a client on this machine, and for a client in a container. */
export function breakPlaces(engine: BreakingEngine, platform = process.platform): string {
  const { name, isRootless, isDesktop, isHere } = engine;
  const reaches = isHere && platform === 'linux' && !isRootless && !isDesktop;
  const here = reaches
    ? 'address (the gate where a container cannot be reached)'
    : 'gate: a published port, and neither unreachable, vanished nor faults of names and certificates';
  const untried = name === 'Podman' ? ' (not tried with Podman)' : '';
  return `for a client here at the ${here}; with --from, by a sidecar${untried}`;
}
