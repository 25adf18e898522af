import { breakContainer, type ContainerBreakOptions } from './containers/break-connection.ts';
import type { BrokenConnection } from './containers/broken.ts';
import type { SymptomName } from './containers/symptoms.ts';
import type { ContainerEngine } from './engine/containers.ts';
import { testcontainersEngine } from './engine/docker/containers.ts';
import { say } from './output.ts';

export type { BrokenConnection, SymptomName };
export { FaultNotObserved, FaultNotPossible, NotHealed } from './errors.ts';

/** The part of `StartedTestContainer` that is needed. */
interface Started {
  getId(): string;
  getHost?(): string;
}

export interface BreakOptions extends Omit<ContainerBreakOptions, 'from' | 'publishedOn'> {
  /** Container from whose network the client connects. Default: this process. */
  from?: Started;
}

let engine: Promise<ContainerEngine> | undefined;

/**
 * Breaks the connection to a port of a container started by testcontainers, and proves it: the plain client has
 * observed the symptom before this resolves. Disposal undoes the fault and proves that the connection works again.
 *
 * The fault is made in the network of the container, so it affects every client that connects there. From this
 * process it shows at `url`: the container's address on a Linux machine, or a gate of ours on loopback if the engine
 * runs elsewhere.
 *
 * @param symptom a symptom, or the id of a scenario that shows it (listed in docs/containers.md).
 * @throws FaultNotObserved if the client sees something else; FaultNotPossible for a fault that cannot be made from
 * there, or a connection that is broken already; UsageError for a container that does not serve its port; NotHealed
 * on disposal.
 */
export async function breakConnection(
  container: Started,
  // Editors complete the names; any other text is checked at run time.
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
