import { EngineError } from '../../errors.ts';
import { DockerLane } from './docker-lane.ts';
import type { Engine, Images, Lane } from '../engine.ts';
import { programOf } from './diagnoser-image.ts';
import type { Owner } from '../labels.ts';
import type { Prepared } from '../../../machine/make-ready.ts';
import { reasonOf } from './reason.ts';

/**
 * Labs as Linux namespaces inside one container a lane. The container has no network but its own
 * loopback, so nothing in it has a way out; its rights are those that building namespaces needs
 * (CAP_SYS_ADMIN, CAP_NET_ADMIN) and that a server report needs to name the owners of sockets
 * (CAP_SYS_PTRACE); diagnosers run in it without any.
 */
export class DockerEngine implements Engine {
  private readonly prepared: Prepared;
  private readonly owner: Owner;
  private readonly lanes = new Set<Promise<DockerLane>>();
  private readonly settled: () => void;
  private readonly closing = new AbortController();
  readonly images: Images = { programOf: (image) => programOf(this.prepared.docker, image) };

  /** `settled` is called once all containers are gone; it dismisses the janitor. */
  constructor(prepared: Prepared, owner: Owner, settled: () => void) {
    this.prepared = prepared;
    this.owner = owner;
    this.settled = settled;
  }

  async openLane({ keep = false } = {}): Promise<Lane> {
    if (this.closing.signal.aborted) throw closedError();
    const opening = DockerLane.open(this.prepared, this.owner, {
      keep,
      signal: this.closing.signal,
    });
    this.lanes.add(opening);
    try {
      return await opening;
    } catch (error) {
      this.lanes.delete(opening);
      if (error instanceof EngineError) throw error;
      throw new EngineError({
        code: 'ENGINE_NO_LANE',
        what: `${this.prepared.isPodman ? 'Podman' : 'Docker'} could not start a lane: ${reasonOf(error)}`,
        next: 'npx badconn doctor',
        cause: error,
      });
    }
  }

  async close(): Promise<void> {
    this.closing.abort(closedError());
    // A lane that is being opened at this moment must be waited for, or it would be left behind.
    await this.each((lane) => lane.close());
    this.settled();
  }

  async leave(): Promise<void> {
    await this.each((lane) => lane.release());
    this.settled();
  }

  private async each(work: (lane: DockerLane) => unknown): Promise<void> {
    const opened = [...this.lanes].map((lane) => lane.catch(() => undefined));
    await Promise.all(opened.map(async (lane) => (await lane) && work((await lane) as DockerLane)));
  }
}

const closedError = (): EngineError =>
  new EngineError({
    code: 'ENGINE_CLOSED',
    what: 'The run is ending; no more lanes are opened.',
    next: 'start the run again',
  });
