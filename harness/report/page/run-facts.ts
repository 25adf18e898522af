import { markup, type Markup } from '../markup.ts';
import { legibleLine } from '../stranger.ts';
import { nameOf, type PageRun } from './words.ts';

/** Date, place and subject of each run. */
export const runFacts = (runs: readonly PageRun[]): Markup[] =>
  runs.map((run, index) => {
    const facts = factsOf(run).map(
      ([term, text]) => markup`<div><dt>${term}</dt><dd>${legibleLine(text, 200)}</dd></div>`,
    );
    return markup`${runs.length > 1 ? markup`<p class="note">${nameOf(runs, index)}</p>` : undefined}<dl class="facts">${facts}</dl>
`;
  });

/** 2026-11-26 14:58 UTC. */
const dateText = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function factsOf({ card: { run } }: PageRun): [string, string][] {
  const { startedAtMs, machine, engine, version, commit } = run;
  return [
    ...(startedAtMs === undefined ? [] : ([['Date', dateText(startedAtMs)]] as [string, string][])),
    ...(machine === undefined
      ? []
      : ([
          ['Machine', `${machine.system}, ${machine.cpus} CPUs, Node ${machine.node.slice(1)}`],
          ['Kernel', machine.kernel],
        ] as [string, string][])),
    ...(engine === undefined ? [] : ([['Labs', engine]] as [string, string][])),
    ['badconn', version],
    ...(commit === undefined ? [] : ([['Commit', commit]] as [string, string][])),
  ];
}
