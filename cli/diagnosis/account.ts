import type { Conclusion, Evidence } from '../../diagnoser/index.ts';
import { read, type Facts } from '../../diagnoser/observe/facts.ts';
import { ofTheReport } from '../../diagnoser/observe/of-the-report.ts';
import { causeText, isKnownCause, type Cause, type Stage } from '../../vocabulary/index.ts';
import { ladderOf, notReached } from './ladder.ts';
import type { Rung } from './rung.ts';

/** An observation besides the stages. `of`: the end that made it. */
interface Telling {
  of: 'client' | 'server';
  observed: string;
  decisive: boolean;
}

/** Result of a diagnosis, for people and as data. */
export interface Account {
  /** The answer in one sentence. */
  summary: string;
  /** The stages that the evidence covers; the decisive one is marked. */
  stages: (Rung & { decisive: boolean })[];
  notReached: Stage[];
  /** Further evidence for the likeliest cause, the most specific first. */
  telling: Telling[];
  /** Whose attempt it was, and what was left out. */
  notes: string[];
}

export type Concluded = Pick<Conclusion, 'status' | 'candidates' | 'evidence'>;

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** Numbers below ten as a word. */
const inWords = (count: number): string => numbers[count] ?? String(count);

const places: Readonly<Record<Stage, string>> = {
  name: 'at the name',
  local: 'on this machine',
  connect: 'at TCP',
  proxy: 'at the proxy',
  tls: 'at TLS',
  upgrade: 'at the first request',
  exchange: 'after the first answer',
  stay: 'after it had stood',
};

/** The answer in one sentence. */
function summaryOf(
  { status, candidates }: Concluded,
  rungs: readonly Rung[],
  { handshakes, server, target }: Pick<Evidence, 'handshakes' | 'server' | 'target'>,
): string {
  const [only, ...others] = candidates;
  if (status === 'healthy')
    return target.scheme === 'tcp' ? overTcp(handshakes) : 'The connection is healthy.';
  if (status === 'unsupported') return 'This kind of target is not supported.';
  const fails = rungs.filter(({ outcome }) => outcome === 'failed').map(({ stage }) => stage);
  // If a connection was lost, that is the question, however a new one ends.
  const at = fails.includes('stay') ? 'stay' : fails[0];
  const where = `The connection fails${at === undefined ? '' : ` ${places[at]}`}`;
  if (status === 'cannot-tell' || only === undefined)
    return at === undefined
      ? 'The evidence does not tell what is wrong.'
      : `${where}, and the evidence does not tell why.`;
  // The name of another project's cause explains itself.
  if (others.length === 0)
    return isKnownCause(only) ? causeText(only) : `${only}: ${causeText(only)}`;
  const left = server === undefined ? 'look the same from here' : 'fit what was seen';
  return `${where}, and ${inWords(candidates.length)} causes ${left}.`;
}

/** No request was sent to the service. */
const overTcp = (handshakes: Evidence['handshakes']): string =>
  handshakes.some(({ asked, answer }) => asked === 'nothing' && answer === 'other-bytes')
    ? 'The TCP connection is healthy, and the server speaks first.'
    : 'The TCP connection is healthy. Whether the service answers on it is not known: nothing was asked.';

/** Topics that the stages cover. */
const toldByStages = ['reply', 'proxy', 'handshake', 'content', 'stay'];
const ofServer: readonly string[] = ofTheReport.map(({ name }) => name);
const most = 3;
/** Topics that are consistent with a cause but do not show it. */
const lesser = ['services', 'resets', 'arrival', 'ownAddress', 'life', 'web'];

const rank = (
  { for: speaksFor = [], observed }: NonNullable<Concluded['evidence']>[number],
  topicOf: ReadonlyMap<string, string>,
): number => speaksFor.length + (lesser.includes(topicOf.get(observed) ?? '') ? 1000 : 0);

/** Evidence for the likeliest cause, the most specific first: the fewer causes it supports, the more it says. */
function tellingOf(
  first: Cause | undefined,
  evidence: NonNullable<Concluded['evidence']>,
  topicOf: ReadonlyMap<string, string>,
): Omit<Telling, 'decisive'>[] {
  if (first === undefined) return [];
  return evidence
    .filter(({ for: speaksFor = [] }) => speaksFor.includes(first))
    .filter(({ observed }) => !toldByStages.includes(topicOf.get(observed) ?? ''))
    .toSorted((a, b) => rank(a, topicOf) - rank(b, topicOf))
    .slice(0, most)
    .map(({ observed }) => ({
      of: ofServer.includes(topicOf.get(observed) ?? '') ? 'server' : 'client',
      observed,
    }));
}

/** Answer and evidence, in the order in which a person asks. */
export async function accountOf(answer: Concluded, evidence: Evidence): Promise<Account> {
  const { facts, told } = await read(evidence);
  const rungs = ladderOf(facts);
  const topicOf = new Map(told.map(([topic, sentence]) => [sentence, topic]));
  const telling = tellingOf(answer.candidates[0], answer.evidence ?? [], topicOf);
  const fails = rungs.findIndex(({ outcome }) => outcome === 'failed');
  // One cause, and an observation separates it from those that the stage alone allows.
  const isToldBeside = answer.candidates.length === 1 && telling.length > 0;
  return {
    summary: summaryOf(answer, rungs, evidence),
    stages: rungs.map((rung, index) => ({
      ...rung,
      decisive: answer.status !== 'healthy' && index === fails && !isToldBeside,
    })),
    notReached: notReached(evidence.target.scheme, rungs),
    telling: telling.map((one, index) => ({ ...one, decisive: isToldBeside && index === 0 })),
    notes: notesOf(facts),
  };
}

function notesOf({ disagrees, evidence }: Facts): string[] {
  const { server, symptom } = evidence;
  const isRoot = server === undefined ? undefined : (server.after ?? server.before).root;
  return [
    ...(disagrees
      ? [
          `The first attempt ended with ${symptom.code}, the second did not: it comes and goes, or has just changed.`,
        ]
      : []),
    ...(isRoot === false
      ? [
          'The report was taken without root: as root it also has the rules of the firewall with their counters, and the programs behind the ports.',
        ]
      : []),
  ];
}
