import type { Evidence } from '../../diagnoser/index.ts';
import { scrub } from '../../diagnoser/scrub/scrub.ts';
import { layerLabel } from '../../harness/case/case-name.ts';
import type { Event, Truth } from '../../harness/events.ts';
import { recordedSeed } from '../../harness/run/shipped-run.ts';
import { placementOf, truthOf } from '../../harness/run/truth.ts';
import { random } from '../../harness/topology/random.ts';
import { vantages, type Question, type Truths, type Vantage } from '../../vocabulary/index.ts';
import { recordedCases } from './recorded-cases.ts';

/** Evidence with its truth, before it becomes a question. */
export interface EvidenceWithTruth {
  /** Label of the layer; with `@<what>` if it has several recordings. */
  case: string;
  vantage: Vantage;
  truth: Truth;
  evidence: Evidence;
}

export interface Exported {
  question: Question;
  truth: Truths['truths'][number];
}

/** All shipped recordings of all cases, at each vantage. */
export async function shippedEvidence(): Promise<EvidenceWithTruth[]> {
  return (await recordedCases()).flatMap(({ name, labCase, layer, recording }) => {
    const truth = truthOf(labCase, placementOf(labCase, recordedSeed), layer.number);
    const [, variant] = /@([^/]*)$/.exec(name) ?? [];
    const label = variant === undefined ? layer.label : `${layer.label} @${variant}`;
    return vantages.flatMap((vantage) => {
      const evidence = recording[vantage];
      return evidence === undefined ? [] : [{ case: label, vantage, truth, evidence }];
    });
  });
}

const sign = 'evidence ';

/** The evidence in a run of the reference diagnoser, which prints it on stderr. */
export function evidenceOfRun(events: readonly Event[]): EvidenceWithTruth[] {
  const truths = new Map<string, readonly Truth[]>();
  for (const event of events)
    if (event.type === 'case-started') truths.set(event.case, event.layers ?? [event.truth]);
  return events.flatMap((event) => {
    if (event.type !== 'diagnosed') return [];
    const { case: name, layer = 1, vantage, conversation } = event;
    const line = conversation.stderr.split('\n').find((one) => one.startsWith(`${sign}{`));
    const truth = truths.get(name)?.[layer - 1];
    if (line === undefined || truth === undefined) return [];
    const evidence = JSON.parse(line.slice(sign.length)) as Evidence;
    return [{ case: layerLabel(name, layer), vantage, truth, evidence }];
  });
}

/** Draws for one question: its id, and the key for replacing names and addresses. */
interface Draws<One> {
  one: One;
  id: string;
  key: string;
}

/** Draws for all questions, in drawn order. They depend only on a question's name. */
export function drawsOf<One extends Pick<EvidenceWithTruth, 'case' | 'vantage'>>(
  known: readonly One[],
  seed: string,
): Draws<One>[] {
  const all = known.map((one): Draws<One> => {
    const draws = random(seed, `question, ${one.vantage}: ${one.case}`);
    return { one, id: draws.hex(16), key: draws.hex(16) };
  });
  return random(seed, 'order of questions').shuffle(all);
}

/**
 * The questions in drawn order, each with a drawn id. Names and addresses are replaced under a key per question, so
 * that two questions on one case share none, and none has a published one.
 */
export const questionsOf = (known: readonly EvidenceWithTruth[], seed: string): Exported[] =>
  drawsOf(known, seed).map(({ one: { case: name, vantage, truth, evidence }, id, key }) => ({
    // Schema and type are equal (tests/same-types.ts), except for read-only lists.
    question: {
      ...{ protocol: 1, id, vantage },
      evidence: scrub(evidence, key) as unknown as Question['evidence'],
    },
    truth: { id, vantage, case: name, truth: truth as Exported['truth']['truth'] },
  }));
