import type { Engine, Lane } from '../engine.ts';
import type { Owner } from '../labels.ts';
import { OpenLanes } from '../open-lanes.ts';
import type { LocalLayers } from '../../../machine/local/index.ts';
import { LocalLane } from './local-lane.ts';

/**
 * Labs without Docker: a lane is a set of namespaces of this machine on the unpacked image, with the limits and
 * rights of a container. It supports terminals, but no images.
 */
export class LocalEngine implements Engine {
  readonly name = 'local';
  private readonly layers: LocalLayers;
  private readonly owner: Owner;
  private readonly settled: () => void;
  private readonly lanes = new OpenLanes<LocalLane>();
  private opened = 0;

  /** `settled` is called once all lanes are gone; it dismisses the janitor. */
  constructor(layers: LocalLayers, owner: Owner, settled: () => void) {
    this.layers = layers;
    this.owner = owner;
    this.settled = settled;
  }

  openLane({ keep = false } = {}): Promise<Lane> {
    const index = this.opened++;
    return this.lanes.open(
      (signal) => LocalLane.open(this.layers, { owner: this.owner, index, keep, signal }),
      (error) => `The local engine could not start a lane: ${(error as Error).message}`,
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
