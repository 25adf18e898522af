import { ownSequence } from '../report/own-sequence.ts';
import { secondsText } from '../report/layout.ts';
import { paint, printable, type TerminalLook } from '../report/look.ts';
import type { Finding, News } from './hunt.ts';
import { findingLines, type HuntSettings } from './told.ts';

interface HuntProgressOptions extends TerminalLook {
  minutes: number;
  asked: HuntSettings;
  write(text: string): void;
  /** Rewrites its last line in place. */
  live: boolean;
}

/** Interval of progress lines in a log without a terminal. */
const sayEveryMs = 60_000;

/** Shows the progress of a hunt: each finding when it is made, and a summary at the end. */
export class HuntProgress {
  /** Cases run at drawn points, smaller variations tried, labs that failed. */
  readonly counts = { ran: 0, trials: 0, inconclusive: 0 };
  private readonly options: HuntProgressOptions;
  private readonly found = new Set<Finding>();
  private readonly startedAt = performance.now();
  private whyInconclusive = '';
  private isShown = false;
  private saidAt = performance.now();

  constructor(options: HuntProgressOptions) {
    this.options = options;
  }

  take(news: News): void {
    if (news.kind === 'ran') {
      this.counts[news.isTrial ? 'trials' : 'ran'] += 1;
      if (news.outcome.kind === 'inconclusive') {
        this.counts.inconclusive += 1;
        this.whyInconclusive ||= news.outcome.why;
      }
    }
    this.erase();
    if (news.kind === 'found') this.tell(news.finding);
    if (this.options.live) {
      this.options.write(`${paint(this.options, 'strong', this.line())}\n`);
      this.isShown = true;
    } else if (performance.now() - this.saidAt > sayEveryMs) {
      this.options.write(`${this.line()}\n`);
      this.saidAt = performance.now();
    }
  }

  /** Prints the last lines of a hunt. */
  end(): void {
    this.erase();
    const again = [...this.found].filter(({ times }) => times > 1);
    for (const { labCase, times } of again)
      this.options.write(`met ${times} times: ${labCase.label}\n`);
    if (this.counts.inconclusive > 0) {
      this.options.write(
        `${this.counts.inconclusive} labs failed, the first: ${printable(this.whyInconclusive)}\n`,
      );
    }
    this.options.write(`${this.line()}\n`);
  }

  private tell(finding: Finding): void {
    this.found.add(finding);
    const [first = '', ...rest] = findingLines(finding, this.options.asked);
    this.options.write(`${[paint(this.options, 'bad', first), ...rest].join('\n')}\n`);
  }

  private line(): string {
    const { ran, trials } = this.counts;
    const elapsed = secondsText(performance.now() - this.startedAt);
    const { size } = this.found;
    return `${ran} cases at drawn points, ${trials} smaller variations, ${size} ${size === 1 ? 'finding' : 'findings'}, ${elapsed} of ${this.options.minutes} min`;
  }

  private erase(): void {
    if (!this.isShown) return;
    this.options.write(`${ownSequence('1', 'A')}${ownSequence('0', 'J')}`);
    this.isShown = false;
  }
}
