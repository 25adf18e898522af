import type { Answer, Cause } from '../../vocabulary/index.ts';
import { latestOf } from '../observe/counters.ts';
import { hasStood, type Facts, type Reading } from '../observe/facts.ts';
import { lookupSentence } from '../observe/reply.ts';
import type { CauseFile, Weight, AnsweredRemedy } from './cause-file.ts';
import { canBeShown } from './command.ts';
import { lookFurther } from './look-further.ts';

export type Conclusion = Pick<Answer, 'status' | 'candidates' | 'also' | 'evidence' | 'remedy'>;

type EvidenceLine = NonNullable<Answer['evidence']>[number];

/**
 * Candidates that the evidence leaves: causes with evidence for and none against, the likeliest first. Pure and
 * total; the order of lists in the evidence does not matter.
 */
export const concludeFrom = (reading: Reading, causes: readonly CauseFile[]): Conclusion => {
  const { facts } = reading;
  const judged = causes.map((file) => ({
    file,
    marks: file.judge(facts).filter((mark) => mark !== undefined),
  }));
  const holding = judged
    .filter(({ marks }) => marks.length > 0 && marks.every(({ speaks }) => speaks === 'for'))
    .toSorted((a, b) => weight(b) - weight(a));
  const narrowed = holding.flatMap(({ file }) => file.narrows ?? []);
  const left = holding.filter(({ file }) => !narrowed.includes(file.cause));
  const said = account(reading, judged);
  const passed = facts.reply === 'by-proxy' && facts.proxy?.outcome === 'passed';
  const works = passed || (facts.reply === 'accepted' && facts.speech === 'as-asked');
  // A connection that works now and failed a moment ago is not healthy.
  if (works && facts.stay === undefined && !facts.disagrees && !isStandingStill(facts)) {
    return { status: 'healthy', candidates: [], evidence: said };
  }
  const [first] = left;
  const candidates = left.map(({ file }) => file.cause);
  const { commands, ...advice }: AnsweredRemedy =
    first !== undefined && left.length === 1
      ? first.file.remedy(facts)
      : lookFurther(facts, candidates);
  const remedy: AnsweredRemedy = { ...advice, commands: commands.filter(canBeShown) };
  const status = candidates.length === 0 ? 'cannot-tell' : 'diagnosed';
  return { status, candidates, evidence: said, remedy };
};

/**
 * Whether an accepted TCP connection will stay unanswered: the process is stopped, or does not accept it from the
 * kernel. If several processes share the port, another one may have answered.
 */
const isStandingStill = ({ evidence, handshake, owner, unaccepted }: Facts): boolean => {
  const isTcp = evidence.target.scheme === 'tcp';
  if (owner?.stoppedPid !== undefined && (isTcp || owner.hasSocket === true)) return true;
  return isTcp && handshake?.answer === 'silence' && unaccepted !== undefined;
};

interface Judged {
  file: CauseFile;
  marks: readonly Weight[];
}

/** More evidence ranks first; then the more common cause. */
const weight = ({ file, marks }: Judged): number => marks.length * 100 + file.prior;

const account = ({ facts, told }: Reading, judged: readonly Judged[]): EvidenceLine[] => {
  const about = told.map(([topic, observed]) => {
    const speaking = (speaks: Weight['speaks']): Cause[] =>
      judged
        .filter(({ marks }) => marks.some((mark) => mark.topic === topic && mark.speaks === speaks))
        .map(({ file }) => file.cause);
    const against = speaking('against');
    const forIt = speaking('for').filter((cause) => !against.includes(cause));
    return {
      observed,
      ...(forIt.length === 0 ? {} : { for: forIt }),
      ...(against.length === 0 ? {} : { against }),
    };
  });
  return [...about, ...besides(facts)];
};

/** Whether the plain client could not parse what it received (llhttp, as Node names its errors). */
const isOfParser = ({ symptom }: Facts['evidence']): boolean => symptom.code.startsWith('HPE_');

/** Evidence that supports no cause, but belongs in the account. */
const besides = ({ attempt, disagrees, evidence }: Facts): EvidenceLine[] => {
  const lines: string[] = [];
  const lookup = attempt === undefined ? undefined : lookupSentence(evidence);
  if (lookup !== undefined) lines.push(lookup);
  if (disagrees) {
    const { afterMs, code } = evidence.symptom;
    const where =
      attempt?.code !== 'connected' && hasStood(evidence) ? ' on a connection that stood' : '';
    const why = isOfParser(evidence)
      ? 'its parser of HTTP does not take the answer, which this attempt read: the answer is malformed (RFC 9112), and clients that are less strict take it'
      : 'the state has changed between the two, or it comes and goes';
    lines.push(
      `The plain client ended with ${code} after ${afterMs} ms${where}, this attempt did not: ${why}. Counters of the report are left aside.`,
    );
  }
  const missing = latestOf(evidence)?.missing ?? [];
  if (missing.length > 0) lines.push(`The report lacks ${missing.toSorted().join('; ')}.`);
  return lines.map((observed) => ({ observed }));
};
