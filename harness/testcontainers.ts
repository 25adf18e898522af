import { breakContainer, type ContainerBreakOptions } from './containers/break-connection.ts';
import type { BrokenConnection } from './containers/broken.ts';
import type { SymptomName } from './containers/symptoms.ts';
import type { ContainerEngine } from './engine/containers.ts';
import { testcontainersEngine } from './engine/docker/containers.ts';
import { say } from './output.ts';

export type { BrokenConnection, SymptomName };
export { FaultNotObserved, FaultNotPossible, NotHealed } from './errors.ts';

/** What of `StartedTestContainer` is needed. */
interface Started {
  getId(): string;
  getHost?(): string;
}

export interface BreakOptions extends Omit<ContainerBreakOptions, 'from' | 'publishedOn'> {
  /** A container from whose network the client connects; this process by default. */
  from?: Started;
}

let engine: Promise<ContainerEngine> | undefined;

/**
 * Breaks the connection to a port of a container that testcontainers started, for real, and proves that it is
 * broken: our plain client has seen the symptom before this resolves. Disposing takes the fault back and proves
 * that the connection is well again.
 *
 * The fault is made in the network of the container, so it meets every client that comes there. From this process
 * it shows at `url`: the address of the container on a Linux machine, or a gate of ours on loopback where the
 * engine runs elsewhere.
 *
 * @param symptom a symptom, or the id of a scenario that shows it (docs/containers.md lists them).
 * @throws FaultNotObserved where the client sees something else; FaultNotPossible for what cannot be made from
 *   there, or is broken already; UsageError for a container that does not serve its port; NotHealed on disposal.
 */
export async function breakConnection(
  container: Started,
  // The names show in editors; any other text is checked when it is given.
  symptom: SymptomName | (string & {}),
  options: BreakOptions,
): Promise<BrokenConnection> {
  const { from, ...rest } = options;
  const host = container.getHost?.();
  return breakContainer(await (engine ??= testcontainersEngine(say)), container.getId(), symptom, {
    ...rest,
    ...(from === undefined ? {} : { from: from.getId() }),
    ...(host === undefined || host === 'localhost' ? {} : { publishedOn: host }),
  });
}
