import { conclude, type Evidence } from '../diagnoser/index.ts';
import { appearanceOf, lookalikePairs, type Appearance } from '../harness/lookalikes.ts';
import { symptomText } from '../harness/symptom.ts';
import { recordedCases } from '../tests/recorded.ts';
import type { Vantage } from '../vocabulary/index.ts';

/** What of the evidence is one observation, in the words of the page. */
const observations = {
  lookup: 'the lookup of the system',
  names: 'the hosts file and the answers of the resolvers',
  proxy: 'the proxy settings, and what is met there',
  counters: 'the counters of the kernel',
  ownAddress: 'whose address it is',
  handshakes: 'what the server says on the port',
  web: 'what the machine says on the ports of the web',
  signs: 'signs of life on other ports',
  neighbours: 'the neighbours on the local network',
  route: 'the route',
  ports: 'how the local ports are used',
  knowledge: 'the address or the name that the user knows',
} as const;

const recorded = await recordedCases();

export type SplitBy = keyof typeof observations;
export const allObservations = Object.keys(observations) as SplitBy[];

function leaveOut(evidence: Evidence, observation: SplitBy): void {
  switch (observation) {
    case 'counters':
      for (const attempt of evidence.attempts) delete attempt.counters;
      return;
    case 'knowledge':
      delete evidence.intendedAddress;
      delete evidence.intendedName;
      delete evidence.intendedLookup;
      return;
    case 'handshakes':
    case 'neighbours':
    case 'signs':
      evidence[observation] = [];
      return;
    default:
      delete evidence[observation];
  }
}

/** Two cases that look alike, and what splits them. */
export interface RecordedPair {
  pair: readonly [Appearance, Appearance];
  /** From where the recorded evidence splits them; undefined where no vantage does. */
  vantage?: Vantage;
  /** The least observations with which they are still told apart, where the client does. */
  by: SplitBy[];
}

const verdicts = new Map<string, Promise<readonly string[]>>();

/** What is concluded of a recorded case without some observations. It is in many pairs. */
function candidatesOf(
  label: string,
  vantage: Vantage,
  without: readonly SplitBy[],
): Promise<readonly string[]> {
  const key = [label, vantage, ...without.toSorted()].join(', ');
  const known = verdicts.get(key) ?? concluded(label, vantage, without);
  verdicts.set(key, known);
  return known;
}

async function concluded(
  label: string,
  vantage: Vantage,
  without: readonly SplitBy[],
): Promise<readonly string[]> {
  const evidence = structuredClone(recorded.find(({ name }) => name === label)?.recording[vantage]);
  if (evidence === undefined) throw new Error(`${label} is not recorded at ${vantage}`);
  for (const name of without) leaveOut(evidence, name);
  return (await conclude(evidence)).candidates;
}

/** Neither verdict leaves the cause of the other case open, from evidence without some observations. */
export async function isSplit(
  pair: readonly [Appearance, Appearance],
  vantage: Vantage,
  without: readonly SplitBy[] = [],
): Promise<boolean> {
  const [labCase = [], other = []] = await Promise.all(
    pair.map(({ case: label }) => candidatesOf(label, vantage, without)),
  );
  const [{ cause: first }, { cause: second }] = pair;
  const isFree = (candidates: readonly string[], cause: string): boolean =>
    candidates.length > 0 && !candidates.includes(cause);
  return isFree(labCase, second) && isFree(other, first);
}

async function read(pair: readonly [Appearance, Appearance]): Promise<RecordedPair> {
  if (!(await isSplit(pair, 'client'))) {
    const isByReport = await isSplit(pair, 'client+server');
    return { pair, by: [], ...(isByReport ? { vantage: 'client+server' } : {}) };
  }
  const dropped: SplitBy[] = [];
  // One that is needed beside others may not be without them: until none can go.
  for (let before = -1; before < dropped.length;) {
    before = dropped.length;
    for (const observation of allObservations.filter((left) => !dropped.includes(left))) {
      if (await isSplit(pair, 'client', [...dropped, observation])) dropped.push(observation);
    }
  }
  const by = allObservations.filter((name) => !dropped.includes(name));
  return { pair, by, vantage: 'client' };
}

/** Every pair of look-alikes of the bundled scenarios, as recorded in tests/recorded/. */
export async function recordedPairs(): Promise<RecordedPair[]> {
  return Promise.all(
    lookalikePairs(
      recorded.map(({ name, labCase }) => ({ ...appearanceOf(labCase), case: name })),
    ).map(read),
  );
}

const splitText = ({ vantage, by }: RecordedPair): string => {
  if (vantage === undefined) return 'nothing, as long as the user knows no more';
  if (vantage === 'client+server') return 'the report of the server';
  const words = by.map((name) => observations[name]);
  return words.length === 0 ? 'the error itself' : words.join('; ');
};

const row = (pair: RecordedPair): string =>
  `| ${pair.pair[0].case} | ${pair.pair[1].case} | ${splitText(pair)} |`;

/** What a plain client cannot tell apart, and what splits it. */
export function lookalikesPage(pairs: readonly RecordedPair[]): string {
  const at = (vantage?: Vantage): number => pairs.filter((pair) => pair.vantage === vantage).length;
  const groups = Map.groupBy(
    pairs,
    ({ pair: [appearance] }) => `${symptomText(appearance)}, ${appearance.packets}`,
  );
  const lines = [
    '# Look-alikes',
    '',
    'Two cases look alike if a plain client fails at the same stage with the same symptom and the same packets at its end, and their causes differ. This page says what splits each pair. It is made from the scenario files and from what the reference diagnoser gathered in each case (`tests/recorded/`), by `npm run docs`.',
    '',
    'A pair is split if neither verdict leaves the cause of the other case open. What splits it at the client is the least of the evidence with which it is still split; where several observations would do, one of them is named. What the user knows of the server is drawn for each case, so a pair that rests on it may stay open in another run.',
    '',
    `${pairs.length} pairs: ${at('client')} are split at the client, ${at('client+server')} by the report of the server, ${at()} by neither.`,
    '',
    ...[...groups].flatMap(([seen, all]) => [
      `## ${seen}`,
      '',
      '| One case | The other | What splits them |',
      '| --- | --- | --- |',
      ...all.map(row),
      '',
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
