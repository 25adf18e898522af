import { labelOf, layerLabel } from '../harness/case/case-name.ts';
import type { Conversation, Event, Truth } from '../harness/events.ts';
import { judge } from '../harness/judge/judge.ts';
import { vantages, type Grade, type Vantage } from '../vocabulary/index.ts';
import type { Report } from './peers.ts';

/** What `fixtures/diagnosers/peers/every.mjs` tells of one adapter. */
type Told = Pick<Conversation, 'exitCode' | 'signal' | 'stdout'> & { name: string };

const sign = 'peer ';

/**
 * The reports of the adapters, by name, from the log and the report of one run of all of them at the vantage `client`.
 * As none of them reads the report of the server, one answer is judged at both vantages.
 */
export async function judgePeers(
  events: readonly Event[],
  run: Report,
): Promise<Map<string, Report>> {
  const truths = new Map<string, readonly Truth[]>();
  const grades = new Map<string, Grade>();
  const names = new Set<string>();
  const keyOf = (name: string, vantage: Vantage, label: string): string =>
    [name, vantage, label].join('\n');
  for (const event of events) {
    if (event.type === 'case-started') truths.set(event.case, event.layers ?? [event.truth]);
    if (event.type !== 'diagnosed') continue;
    const { case: label, layer = 1, conversation } = event;
    const truth = truths.get(label)?.[layer - 1];
    if (truth === undefined) continue;
    for (const { name, ...ended } of toldIn(conversation.stderr)) {
      names.add(name);
      const own: Conversation = { ...conversation, ...ended, stderr: '' };
      for (const vantage of vantages) {
        const { grade } = await judge({ truth, vantage, conversation: own });
        grades.set(keyOf(name, vantage, layerLabel(label, layer)), grade);
      }
    }
  }
  const reportOf = (name: string): Report => ({
    ...run,
    scenarios: run.scenarios.map((scenario) => ({
      ...scenario,
      results: scenario.results.flatMap((result) =>
        vantages.flatMap((vantage) => {
          const label = layerLabel(labelOf(scenario.id, result.form), result.layer);
          const grade = grades.get(keyOf(name, vantage, label));
          return grade === undefined ? [] : [{ ...result, vantage, grade }];
        }),
      ),
    })),
  });
  return new Map([...names].map((name) => [name, reportOf(name)]));
}

const toldIn = (stderr: string): Told[] =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith(sign))
    .map((line) => JSON.parse(line.slice(sign.length)) as Told);
