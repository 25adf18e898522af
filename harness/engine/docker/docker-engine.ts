import { DockerLane } from './docker-lane.ts';
import type { Engine, Images, Lane } from '../engine.ts';
import { diagnoserOf } from './diagnoser-image.ts';
import type { Owner } from '../labels.ts';
import { OpenLanes } from '../open-lanes.ts';
import type { Prepared } from '../../../machine/make-ready.ts';
import { reasonOf } from './reason.ts';

/**
 * Labs as Linux namespaces inside one container per lane. The container has only a loopback interface, so nothing in
 * it can reach a network. Its rights are those for building namespaces (CAP_SYS_ADMIN, CAP_NET_ADMIN) and for naming
 * socket owners in server reports (CAP_SYS_PTRACE); diagnosers run in it without any.
 */
export class DockerEngine implements Engine {
  readonly name = 'docker';
  private readonly prepared: Prepared;
  private readonly owner: Owner;
  private readonly lanes = new OpenLanes<DockerLane>();
  private readonly settled: () => void;
  readonly images: Images = { programOf: (image) => diagnoserOf(this.prepared.docker, image) };

  /** `settled` is called once all containers are gone; it dismisses the janitor. */
  constructor(prepared: Prepared, owner: Owner, settled: () => void) {
    this.prepared = prepared;
    this.owner = owner;
    this.settled = settled;
  }

  openLane({ keep = false } = {}): Promise<Lane> {
    const { prepared, owner } = this;
    return this.lanes.open(
      (signal) => DockerLane.open(prepared, owner, { keep, signal }),
      (error) =>
        `${prepared.isPodman ? 'Podman' : 'Docker'} could not start a lane: ${reasonOf(error)}`,
    );
  }

  async close(): Promise<void> {
    await this.lanes.close();
    this.settled();
  }

  async leave(): Promise<void> {
    await this.lanes.release();
    this.settled();
  }
}
