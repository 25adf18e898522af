import { EngineError } from '../errors.ts';
import type { Lane } from './engine.ts';

/** A lane that this process can detach from without closing it. */
interface Releasable extends Lane {
  readonly release: () => void;
}

/** The lanes of an engine, open or being opened. */
export class OpenLanes<L extends Releasable> {
  private readonly lanes = new Set<Promise<L>>();
  private readonly closing = new AbortController();

  /** Opens a lane, unless `close` comes first. `explain` converts errors that are not `EngineError`. */
  async open(
    start: (signal: AbortSignal) => Promise<L>,
    explain: (error: unknown) => string,
  ): Promise<L> {
    if (this.closing.signal.aborted) throw closedError();
    const opening = start(this.closing.signal);
    this.lanes.add(opening);
    try {
      return await opening;
    } catch (error) {
      this.lanes.delete(opening);
      if (error instanceof EngineError) throw error;
      throw new EngineError({
        code: 'ENGINE_NO_LANE',
        what: explain(error),
        next: 'npx badconn doctor',
        cause: error,
      });
    }
  }

  async close(): Promise<void> {
    this.closing.abort(closedError());
    // A lane that is being opened must be awaited, or it would be left behind.
    await this.each((lane) => lane.close());
  }

  release(): Promise<void> {
    return this.each((lane) => lane.release());
  }

  private async each(work: (lane: L) => unknown): Promise<void> {
    const opened = [...this.lanes].map((lane) => lane.catch(() => undefined));
    await Promise.all(opened.map(async (lane) => (await lane) && work((await lane) as L)));
  }
}

const closedError = (): EngineError =>
  new EngineError({
    code: 'ENGINE_CLOSED',
    what: 'The run is ending; no more lanes are opened.',
    next: 'start the run again',
  });
