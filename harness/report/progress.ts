import type { Vantage } from '../../vocabulary/index.ts';
import type { Event } from '../events.ts';
import { foldInto, type CaseCard } from './case-card.ts';
import { cut, secondsText } from './layout.ts';
import { paint, printable, type TerminalLook } from './look.ts';
import { expectedAt, isSettled, passes, saidTo } from './scorecard.ts';
import { failedPhase } from './score-table.ts';

/** Line printed for a finished case, and whether it passed. */
export function finishedLine(
  card: CaseCard,
  vantages: readonly Vantage[],
  look: TerminalLook & { live: boolean },
): { line: string; isGood: boolean } {
  const isGood = vantages.every((vantage) => isSettled(card, vantage));
  const mark = paint(look, isGood ? 'good' : 'bad', isGood ? '✓' : '✗');
  const text = `${card.case}: ${endOf(card)} (${secondsText(card.durationMs)})`;
  return { line: `${mark} ${look.live ? cut(text, look.columns - 2) : text}`, isGood };
}

function endOf(card: CaseCard): string {
  if (card.standing === 'judged') {
    return card.results.map(({ vantage, grade }) => `${vantage} ${grade}`).join(', ');
  }
  const error = card.phases.find(({ ok }) => !ok)?.error?.split('\n', 1)[0];
  const words = `${card.standing}${failedPhase(card)}`;
  if (error === undefined) return words;
  return `${words}: ${printable(error).replace(`${card.scenario}: `, '')}`;
}

/** Progress of a run, counted as the scorecard would, folded event by event at constant cost. */
export class RunProgress {
  vantages: readonly Vantage[] = [];
  /** Running cases, in the order in which they began. */
  private readonly open = new Map<string, CaseCard>();
  private readonly phases = new Map<string, string>();
  /** Every case that has begun; once ended, how many of its verdicts passed or were settled. */
  private readonly ended = new Map<string, { settled: number; passed: number } | undefined>();
  private readonly counts = { cases: 0, settled: 0, passed: 0 };
  private due = 0;
  private unknown = 0;
  private firstMs: number | undefined;
  private lastMs = 0;

  /** Returns the cards of a case that ends with this event, one for each layer. */
  take(event: Event): CaseCard[] {
    this.firstMs ??= event.atMs;
    this.lastMs = event.atMs;
    if (event.type === 'run-started') {
      this.vantages = event.vantages;
      this.due = event.cases;
    }
    if (event.type === 'unknown-target' && saidTo(event.verdict) !== 'unsupported') {
      this.unknown = 1;
    }
    const cards = foldInto(this.open, event);
    if (event.type === 'case-started') {
      this.phases.set(event.case, 'setting up');
      for (const { case: name } of cards) this.begins(name);
    } else if (event.type === 'phase-started' && cards.length > 0) {
      const { case: name, layer, phase, vantage } = event;
      const where = layer === undefined ? '' : ` of layer ${layer}`;
      this.phases.set(name, `${phase}${where}${vantage === undefined ? '' : ` ${vantage}`}`);
    } else if (event.type === 'case-ended') {
      this.phases.delete(event.case);
      for (const card of cards) this.ends(card);
      return cards;
    }
    return [];
  }

  /** The lines rewritten in place: progress of the run, and what each lane does. */
  lines(look: TerminalLook): string[] {
    const { cases, settled, passed } = this.counts;
    const done = cases * this.vantages.length + this.unknown;
    const failed = done - settled;
    const due = Math.max(this.due, this.ended.size) * this.vantages.length + this.unknown;
    const elapsedMs = this.lastMs - (this.firstMs ?? this.lastMs);
    const head = `${done} of ${due} verdicts: ${passed} passed, ${failed} failed, ${secondsText(elapsedMs)}`;
    const longest = Math.max(0, ...[...this.phases.keys()].map(({ length }) => length));
    const rows = [...this.phases].map(([name, phase]) => `  ${name.padEnd(longest)}  ${phase}`);
    return [
      paint(look, 'strong', cut(head, look.columns - 1)),
      ...rows.map((row) => paint(look, 'faint', cut(row, look.columns - 1))),
    ];
  }

  private begins(name: string): void {
    const before = this.ended.get(name);
    if (before !== undefined) this.count(before, -1);
    this.ended.set(name, undefined);
  }

  private ends(card: CaseCard): void {
    this.open.delete(card.case);
    const passed = this.vantages.filter((vantage) => passes(card, vantage)).length;
    const expected = this.vantages.filter((vantage) => expectedAt(card, vantage)).length;
    const ended = { settled: passed + expected, passed };
    this.count(ended, 1);
    this.ended.set(card.case, ended);
  }

  private count({ settled, passed }: { settled: number; passed: number }, sign: 1 | -1): void {
    this.counts.cases += sign;
    this.counts.settled += sign * settled;
    this.counts.passed += sign * passed;
  }
}
