import { labelOf, layerLabel } from '../harness/case/case-name.ts';
import type { jsonReport } from '../harness/report/json.ts';
import { grades, type Grade } from '../vocabulary/index.ts';

/** What `badconn run --json` prints. */
export type Report = ReturnType<typeof jsonReport>;

/** A diagnoser of the table. */
export interface Peer {
  name: string;
  /** One sentence: what of the tool is read. */
  reads: string;
  report: Report;
}

const shown = ['exact', 'narrowest', 'vague', 'no-answer', 'wrong', 'dangerous'] as const;
type ShownGrade = (typeof shown)[number];
const isShown = (grade: Grade): grade is ShownGrade => (shown as readonly Grade[]).includes(grade);

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] => [
  row(head),
  row(head.map((_, index) => (index === 0 ? '---' : '---:'))),
  ...rows.map(row),
];

const resultsOf = ({ report }: Peer, vantage: string) =>
  report.scenarios.flatMap(({ id, results }) =>
    results
      .filter((result) => result.vantage === vantage)
      .map(({ form, layer, grade }) => ({ name: layerLabel(labelOf(id, form), layer), grade })),
  );

function counts(peers: readonly Peer[], vantage: string): string[] {
  const rows = peers.map((peer) => {
    const all = resultsOf(peer, vantage).map(({ grade }) => grade);
    const count = (grade: Grade): number => all.filter((given) => given === grade).length;
    const others = all.filter((grade) => !isShown(grade)).length;
    return [peer.name, ...shown.map(count), others];
  });
  return ['', `## At the vantage ${vantage}`, '', ...table(['', ...shown, 'other'], rows)];
}

function byCase(peers: readonly Peer[]): string[] {
  const [first] = peers;
  const names = first ? resultsOf(first, 'client').map(({ name }) => name) : [];
  const rows = names.map((name) => [
    name,
    ...peers.map(
      (peer) => resultsOf(peer, 'client').find((result) => result.name === name)?.grade ?? '',
    ),
  ]);
  return [
    '',
    '## Each case at the client',
    '',
    ...table(['', ...peers.map((peer) => peer.name)], rows),
  ];
}

/** Cases that some run did not judge: a lab that failed says nothing of a tool. */
const notJudged = (peers: readonly Peer[]): string[] => {
  const lost = peers.flatMap(({ report }) =>
    report.scenarios.filter(({ standing }) => standing !== 'judged').map(({ id }) => id),
  );
  return [...new Set(lost)].toSorted();
};

const without = (peer: Peer, ids: readonly string[]): Peer => {
  const scenarios = peer.report.scenarios.filter(({ id }) => !ids.includes(id));
  return { ...peer, report: { ...peer.report, scenarios } };
};

/** How the page came about, and on which day (`2026-01-31`). */
interface Made {
  command?: string;
  today?: string;
}

/** The public table, from reports of each diagnoser with the same scenarios and seed, which `command` makes. */
export function peersPage(
  all: readonly Peer[],
  { command = 'npm run peers', today }: Made = {},
): string {
  const lost = notJudged(all);
  const peers = all.map((peer) => without(peer, lost));
  const { version = '', seed = '' } = peers[0]?.report ?? {};
  return [
    '# How ordinary tools do',
    '',
    'What people reach for first, judged as any diagnoser is. Each has an adapter in `fixtures/diagnosers/peers/`, a page of code that runs the',
    'tool in the client host and turns what it says into a verdict: honestly, as its manual has it, and to its advantage',
    'where its words leave a choice (`words.mjs`). They look one after the other in each lab. None reads the report of the server,',
    'as none of the tools does, so one answer is judged at both vantages.',
    '',
    `Measured${today === undefined ? '' : ` on ${today}`} with badconn ${version}, seed ${seed}. To see one: \`npx badconn run --diagnoser cmd:fixtures/diagnosers/peers:curl/diagnose\`. To measure again:`,
    '',
    '```sh',
    command,
    '```',
    ...(lost.length === 0
      ? []
      : ['', `Left out, as a lab failed in one of the runs: ${lost.join(', ')}.`]),
    '',
    ...table(
      ['', 'what is read of it'],
      peers.map(({ name, reads }) => [name, reads]),
    ).map((line) => line.replace('---:', '---')),
    ...counts(peers, 'client'),
    ...counts(peers, 'client+server'),
    '',
    ...shown.map((grade) => `- \`${grade}\`: ${grades[grade]}`),
    ...byCase(peers),
    '',
  ].join('\n');
}
