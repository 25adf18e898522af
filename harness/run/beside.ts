import type { Case } from '../case/case.ts';
import type { NewEvent } from '../events.ts';
import { inFull } from '../symptom.ts';
import { noArtefacts } from './artefacts.ts';
import type { CaseOptions } from './scene.ts';

/**
 * Whether a case is worth a second lane. A diagnoser waits for most of its time when it meets silence, so two such
 * verdicts can wait at the same time, each in a lab of its own. In one lab they would share the kernel's counters.
 */
export const isWorthTwo = ({ layers: [layer, ...more] }: Case): boolean =>
  layer !== undefined && more.length === 0 && inFull(layer.symptom).code === 'silence';

/** Whether an event of the second lab is logged: its verdict and its errors are. */
const isTold = (event: NewEvent): boolean =>
  ['diagnosed', 'asked-again', 'rebuilt'].includes(event.type) ||
  (event.type === 'phase-started' && event.vantage !== undefined) ||
  (event.type === 'phase-ended' && !event.ok);

/** Runs the last vantage of a case in a second lab, while the other vantages run in the first one. */
export class Beside {
  private readonly log: CaseOptions['log'];
  private readonly kept: NewEvent[] = [];
  private isOpen = false;
  private readonly said: Promise<void>;
  /** The error that ended it early. */
  readonly ended: Promise<Error | undefined>;

  /** `run` takes the case through all its phases with the options of the second lab. */
  constructor(options: CaseOptions, run: (own: CaseOptions) => Promise<Error | undefined>) {
    this.log = options.log;
    const { promise, resolve } = Promise.withResolvers<void>();
    const log = (event: NewEvent): void => {
      if (isTold(event)) this.tell(event);
      if (event.type === 'diagnosed') resolve();
    };
    // Packets of the first lab only are kept.
    const artefacts = { ...options.artefacts, pcaps: noArtefacts.pcaps };
    const vantages = options.vantages.slice(-1);
    const isLast = (): boolean => true;
    this.ended = run({ ...options, vantages, artefacts, log, isLast, askUnknown: false }).catch(
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    this.said = Promise.race([promise, this.ended.then(() => undefined)]);
  }

  /** Resolves once the verdict is there and its events are logged. */
  async verdict(): Promise<void> {
    await this.said;
    this.isOpen = true;
    for (const event of this.kept.splice(0)) this.log(event);
  }

  private tell(event: NewEvent): void {
    if (this.isOpen) this.log(event);
    else this.kept.push(event);
  }
}
