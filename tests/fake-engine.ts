import { PassThrough } from 'node:stream';
import type { Engine, ImageProgram, Images, LabSpec, Lane } from '../harness/engine/engine.ts';
import { EngineError } from '../harness/errors.ts';
import { FakeLab, type InLane, type FakeOperation, type FakeWorld } from './fake-lab.ts';

const command = { argv: ['diagnose'], cwd: '/', env: {} };
const imageProgram: ImageProgram = {
  ...command,
  configuration: { entrypoint: command.argv, command: [], cwd: '/', env: {}, user: '' },
};

/**
 * An engine without Docker, in which labs take no time: services listen and stop, iptables drops and
 * rejects, an attempt meets what is there (fake-network.ts) and captures hold its packets. Other
 * commands succeed and do nothing; they are in the lab's `done`.
 */
export class FakeEngine implements Engine {
  readonly name = 'fake';
  readonly lanes: FakeLane[] = [];
  readonly world: FakeWorld;
  closed = false;
  private opened = 0;

  constructor(world: FakeWorld = {}) {
    this.world = world;
  }

  async openLane(): Promise<FakeLane> {
    if (this.closed) throw lost('ENGINE_CLOSED');
    const order = this.opened++;
    this.world.opening?.(order);
    const lane = new FakeLane(this.world, order);
    this.lanes.push(lane);
    return lane;
  }

  readonly images: Images = {
    programOf: () => Promise.resolve(imageProgram),
  };

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }

  async leave(): Promise<void> {
    this.closed = true;
  }
}

const lost = (code = 'ENGINE_LOST'): EngineError =>
  new EngineError({ code, what: 'A lane ended before its run did.', next: 'npx badconn doctor' });

export class FakeLane implements Lane {
  readonly order: number;
  readonly lacksIpv6: boolean;
  /** Every lab that was built in it, the last of which may stand. */
  readonly labs: FakeLab[] = [];
  closed = false;
  private readonly world: FakeWorld;
  private gone: EngineError | undefined;
  private readonly leaving: ((why: EngineError) => void)[] = [];

  constructor(world: FakeWorld, order: number) {
    this.world = world;
    this.order = order;
    this.lacksIpv6 = world.lacksIpv6 ?? false;
  }

  /** The container ends: whatever was asked fails, and whatever will be. */
  lose(): void {
    this.gone ??= lost();
    for (const tell of this.leaving) tell(this.gone);
  }

  private async perform<T>(
    operation: Omit<FakeOperation, 'lane'>,
    work: () => T | Promise<T>,
  ): Promise<T> {
    await this.world.before?.({ ...operation, lane: this });
    return work();
  }

  private readonly do: InLane = (operation, work) => {
    const gone = new Promise<never>((_, reject) => {
      if (this.gone) reject(this.gone);
      this.leaving.push(reject);
    });
    return Promise.race([gone, this.perform(operation, work)]);
  };

  build(spec: LabSpec): Promise<FakeLab> {
    return this.do({ op: 'build' }, () => {
      if (this.labs.some(({ stands }) => stands)) throw new Error('a lab stands in this lane');
      const lab = new FakeLab(this.do, spec, this.world);
      this.labs.push(lab);
      return lab;
    });
  }

  async unpack(): Promise<void> {
    await this.do({ op: 'unpack' }, () => undefined);
  }

  async unpackImage(): Promise<ImageProgram> {
    return this.do({ op: 'unpack' }, () => imageProgram);
  }

  readonly terminal = {
    connect: () => Promise.resolve(0),
    networkOf: () => Promise.resolve(undefined),
    open: () =>
      Promise.resolve({
        output: new PassThrough(),
        write: () => undefined,
        resize: () => undefined,
      }),
    entrance: (host: string) => `enter lane ${this.order} ${host}`,
  };

  async close(): Promise<void> {
    this.closed = true;
    this.lose();
  }
}
