import type { Answer, Cause } from '../../vocabulary/index.ts';
import type { Evidence } from '../evidence.ts';
import type { CauseFile, Mark, Remedy, Topic } from './cause-file.ts';
import { canBeShown } from './command.ts';
import { readFacts, type Facts } from './facts.ts';
import { lookFurther } from './look-further.ts';
import { clientObservations, lookupSentence } from './observations.ts';

export type Conclusion = Pick<Answer, 'status' | 'candidates' | 'evidence' | 'remedy'>;

type Said = NonNullable<Answer['evidence']>[number];
type Sentences = Partial<Record<Topic, (facts: Facts) => string | undefined>>;

/**
 * What the evidence leaves: all given causes for which something speaks and against which nothing
 * does, likeliest first. Pure and total; the order of the lists in the evidence does not matter.
 */
export const concludeFrom = (
  evidence: Evidence,
  causes: readonly CauseFile[],
  serverSentences: Sentences = {},
): Conclusion => {
  const facts = readFacts(evidence);
  const judged = causes.map((file) => ({
    file,
    marks: file.judge(facts).filter((mark) => mark !== undefined),
  }));
  const left = judged
    .filter(({ marks }) => marks.length > 0 && marks.every(({ speaks }) => speaks === 'for'))
    .toSorted((a, b) => weight(b) - weight(a));
  const said = sentences(facts, judged, { ...clientObservations, ...serverSentences });
  const passed = facts.reply === 'by-proxy' && facts.proxied?.outcome === 'passed';
  if (passed || (facts.reply === 'accepted' && facts.speech === 'as-asked')) {
    return { status: 'healthy', candidates: [], evidence: said };
  }
  const [first] = left;
  const candidates = left.map(({ file }) => file.cause);
  const { commands, ...advice }: Remedy =
    first !== undefined && left.length === 1
      ? first.file.remedy(facts)
      : lookFurther(facts, candidates);
  const remedy: Remedy = { ...advice, commands: commands.filter(canBeShown) };
  const status = candidates.length === 0 ? 'cannot-tell' : 'diagnosed';
  return { status, candidates, evidence: said, remedy };
};

interface Judged {
  file: CauseFile;
  marks: readonly Mark[];
}

/** What more speaks for is likelier; among equals, what is met more often. */
const weight = ({ file, marks }: Judged): number => marks.length * 100 + file.prior;

const order: readonly Topic[] = [
  'proxy',
  'reply',
  'handshake',
  'local-ports',
  'life',
  'names',
  'web',
  'intended',
  'route',
  'own-address',
  'arrival',
  'rules',
  'uncounted-rules',
  'panel',
  'listeners',
  'worker',
  'resets',
  'services',
  'half-open',
  'overflows',
  'routes',
  'reverse-path',
];

const sentences = (facts: Facts, judged: readonly Judged[], say: Sentences): Said[] => {
  const about = order.flatMap((topic) => {
    const observed = say[topic]?.(facts);
    if (observed === undefined) return [];
    const speaking = (speaks: Mark['speaks']): Cause[] =>
      judged
        .filter(({ marks }) => marks.some((mark) => mark.topic === topic && mark.speaks === speaks))
        .map(({ file }) => file.cause);
    const against = speaking('against');
    const forIt = speaking('for').filter((cause) => !against.includes(cause));
    return [
      {
        observed,
        ...(forIt.length === 0 ? {} : { for: forIt }),
        ...(against.length === 0 ? {} : { against }),
      },
    ];
  });
  return [...about, ...besides(facts)];
};

/** What speaks for no cause and belongs into the account. */
const besides = (facts: Facts): Said[] => {
  const { attempt, disagrees, evidence } = facts;
  const lines: string[] = [];
  const lookup = attempt === undefined ? undefined : lookupSentence(facts);
  if (lookup !== undefined) lines.push(lookup);
  if (disagrees) {
    const { afterMs, code } = evidence.symptom;
    lines.push(
      `The plain client ended with ${code} after ${afterMs} ms, this attempt did not: the state has changed between the two, or it comes and goes. Counters of the report are left aside.`,
    );
  }
  const missing = (evidence.server?.after ?? evidence.server?.before)?.missing ?? [];
  if (missing.length > 0) lines.push(`The report lacks ${missing.toSorted().join('; ')}.`);
  return lines.map((observed) => ({ observed }));
};
