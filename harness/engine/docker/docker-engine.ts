import { DockerLane } from './docker-lane.ts';
import type { Engine, Images, Lane } from '../engine.ts';
import { diagnoserOf } from './diagnoser-image.ts';
import type { Owner } from '../labels.ts';
import { OpenLanes } from '../open-lanes.ts';
import type { Prepared } from '../../../machine/make-ready.ts';
import { reasonOf } from './reason.ts';

/**
 * Labs as Linux namespaces inside one container a lane. The container has no network but its own
 * loopback, so nothing in it has a way out; its rights are those that building namespaces needs
 * (CAP_SYS_ADMIN, CAP_NET_ADMIN) and that a server report needs to name the owners of sockets
 * (CAP_SYS_PTRACE); diagnosers run in it without any.
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
