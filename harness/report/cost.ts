import { secondsText } from './layout.ts';
import type { Scorecard } from './scorecard.ts';

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What a verdict cost in the labs of a run; undefined where none was built. */
export function costText({ scenarios }: Scorecard): string | undefined {
  const asked = scenarios
    .flatMap(({ results }) => results)
    .flatMap(({ conversation: { durationMs, traffic } }) =>
      traffic === undefined ? [] : { durationMs, ...traffic },
    );
  if (asked.length === 0) return undefined;
  const [time, connections, packets] = [
    median(asked.map(({ durationMs }) => durationMs)),
    median(asked.map((verdict) => verdict.connections)),
    median(asked.map((verdict) => verdict.packets)),
  ];
  const most = Math.max(...asked.map((verdict) => verdict.packets));
  return `a verdict cost ${secondsText(time)}, ${connections} TCP connections and ${packets} packets (medians; at most ${most} packets)`;
}
