import type { Event } from '../run/events.ts';
import { readCases, type CaseCard } from './case-card.ts';
import { cut, secondsText } from './layout.ts';
import { paint, printable, type Look } from './look.ts';
import { isSettled, scorecard } from './scorecard.ts';
import { failedPhase } from './score-table.ts';

/** The line that a finished case leaves behind, and whether it passed. */
export function finishedLine(
  events: readonly Event[],
  name: string,
  look: Look & { live: boolean },
): { line: string; isGood: boolean } {
  const card = readCases(events).find((each) => each.case === name);
  if (card === undefined) return { line: name, isGood: false };
  const isGood = scorecard(events).run.vantages.every((vantage) => isSettled(card, vantage));
  const mark = paint(look, isGood ? 'good' : 'bad', isGood ? '✓' : '✗');
  const text = `${name}: ${endOf(card)} (${secondsText(card.durationMs)})`;
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

/** The lines that are rewritten in place: how far the run is, and what each lane does. */
export function liveLines(events: readonly Event[], look: Look): string[] {
  const { passed, failed, asExpected, skipped } = scorecard(events);
  const lanes = readLanes(events);
  const longest = Math.max(0, ...lanes.map(({ name }) => name.length));
  const elapsedMs = (events.at(-1)?.atMs ?? 0) - (events[0]?.atMs ?? 0);
  const count = `${passed + failed + asExpected} of ${passed + failed + asExpected + skipped} verdicts`;
  const head = `${count}: ${passed} passed, ${failed} failed, ${secondsText(elapsedMs)}`;
  const rows = lanes.map(({ name, phase }) => `  ${name.padEnd(longest)}  ${phase}`);
  return [
    paint(look, 'strong', cut(head, look.columns - 1)),
    ...rows.map((row) => paint(look, 'faint', cut(row, look.columns - 1))),
  ];
}

/** The cases under way, in the order in which they began, with the phase each is in. */
function readLanes(events: readonly Event[]): { name: string; phase: string }[] {
  const lanes = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'case-started') lanes.set(event.case, 'setting up');
    else if (event.type === 'phase-started') {
      lanes.set(
        event.case,
        event.vantage === undefined ? event.phase : `${event.phase} ${event.vantage}`,
      );
    } else if (event.type === 'case-ended') lanes.delete(event.case);
  }
  return [...lanes].map(([name, phase]) => ({ name, phase }));
}
