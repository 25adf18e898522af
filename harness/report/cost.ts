import { countOf } from '../judge/sentences.ts';
import type { AgentCost } from '../events.ts';
import { secondsText } from './layout.ts';
import type { Scorecard } from './scorecard.ts';

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Cost of a verdict in the labs of a run; undefined for a run without labs. */
export function costText({ scenarios }: Scorecard): string | undefined {
  const verdicts = scenarios
    .flatMap(({ results }) => results)
    .map(({ conversation }) => conversation);
  const asked = verdicts.flatMap(({ durationMs, traffic }) =>
    traffic === undefined ? [] : { durationMs, ...traffic },
  );
  if (asked.length === 0) return undefined;
  const [time, connections, packets] = [
    median(asked.map(({ durationMs }) => durationMs)),
    median(asked.map((verdict) => verdict.connections)),
    median(asked.map((verdict) => verdict.packets)),
  ];
  const most = Math.max(...asked.map((verdict) => verdict.packets));
  const agents = verdicts.flatMap(({ agent }) => agent ?? []);
  return `a verdict cost ${secondsText(time)}, ${agentText(agents)}${countOf(connections, 'TCP connection')} and ${countOf(packets, 'packet')} (medians; at most ${most} packets)`;
}

/** Additional costs of an agent: `4 tool calls in 3 turns, 2 commands, `. */
function agentText(agents: readonly AgentCost[]): string {
  if (agents.length === 0) return '';
  const [calls, turns, commands] = [
    median(agents.map(({ toolCalls }) => toolCalls)),
    median(agents.map((agent) => agent.turns)),
    median(agents.map((agent) => agent.commands)),
  ];
  return `${calls} tool calls in ${turns} turns, ${commands} commands, `;
}
