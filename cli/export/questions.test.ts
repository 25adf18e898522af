import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { conclude, type Evidence } from '../../diagnoser/index.ts';
import { judge } from '../../harness/judge/judge.ts';
import { differences, wordsOf, type DumpedWords } from '../../tests/docker/leaks.ts';
import { causes, passing, questionSchema, truthsSchema } from '../../vocabulary/index.ts';
import { evidenceFiles } from './evidence-files.ts';
import { gradeAll } from './grade-all.ts';
import { drawsOf, questionsOf, shippedEvidence, type EvidenceWithTruth } from './questions.ts';

const known = await shippedEvidence();
const seedOf = (number: number): string => String(number).padStart(32, '0');
const exported = questionsOf(known, seedOf(1));
const nameOf = (one: Pick<EvidenceWithTruth, 'case' | 'vantage'>): string =>
  `${one.case}, ${one.vantage}`;
/** Draws are made of this, so that nothing else can show in them. */
const namesAlone = known.map(({ case: name, vantage }) => ({ case: name, vantage }));
/** The files that lie beside the questions. */
const beside = evidenceFiles([]).map(({ path }) => path);
const byName = new Map(exported.map((one) => [nameOf(one.truth), one]));

async function answerTo(id: string, evidence: Evidence): Promise<string> {
  const diagnoser = { name: 'reference', version: '1' };
  return JSON.stringify({ protocol: 1, id, diagnoser, ...(await conclude(evidence)) });
}

test('every recording is a question at both vantages, by the schemas', () => {
  expect(exported).toHaveLength(known.length);
  expect(byName.size).toBe(known.length);
  const ajv = new Ajv2020({ allowUnionTypes: true });
  const validate = ajv.compile(questionSchema);
  expect(exported.filter(({ question }) => !validate(question))).toEqual([]);
  const truths = ajv.compile(truthsSchema);
  truths({ protocol: 1, truths: exported.map(({ truth }) => truth) });
  expect(truths.errors).toBe(null);
});

test('the reference diagnoser has the grades that it has in the lab', async () => {
  const answers = new Map<string, string>();
  for (const { question } of exported)
    answers.set(question.id, await answerTo(question.id, question.evidence as unknown as Evidence));
  const graded = await gradeAll(
    exported.map(({ truth }) => truth),
    answers,
  );
  const inLab = new Map<string, string>();
  for (const one of known) {
    const { truth, vantage, evidence } = one;
    const request = { id: 'x' } as Parameters<typeof judge>[0]['conversation']['request'];
    const ended = { exitCode: 0, stderr: '', durationMs: 0, leftProcesses: 0 };
    const conversation = { request, ...ended, stdout: await answerTo('x', evidence) };
    inLab.set(nameOf(one), (await judge({ truth, vantage, conversation })).grade);
  }
  expect(graded.map((one) => [nameOf(one), one.verdict.grade])).toEqual(
    graded.map((one) => [nameOf(one), inLab.get(nameOf(one))]),
  );
  expect(graded.filter(({ verdict }) => !passing.includes(verdict.grade))).toEqual([]);
});

describe('nothing that is drawn gives a case away', () => {
  /** A question by its name, and its id: in the order of the export. */
  type Drawn = readonly [name: string, id: string];
  const rounds = [...Array(12).keys()].map((number) =>
    drawsOf(namesAlone, seedOf(number)).map(({ one, id }): Drawn => [nameOf(one), id]),
  );
  const fileOf = (id: string): string => `questions/${id}.json`;

  test('an export has the ids and the order that are drawn', () => {
    const [, second] = rounds;
    expect(exported.map(({ question: { id }, truth }) => [nameOf(truth), id])).toEqual(second);
    expect(exported.map(({ question, truth }) => question.id === truth.id)).not.toContain(false);
    const listed = evidenceFiles(exported).map(({ path }) => path);
    expect(listed.filter((path) => path.startsWith('questions/'))).toEqual(
      second?.map(([, id]) => fileOf(id)),
    );
  });

  /** What one sees of each question beside its evidence, by its name. */
  const wrapping = (all: readonly Drawn[]): [string, DumpedWords][] => {
    const listed = [...beside, ...all.map(([, id]) => fileOf(id))].toSorted();
    return all.map(([name, id], index) => [
      name,
      wordsOf({
        id,
        'place in the export': String(index),
        'place in the listing': String(listed.indexOf(fileOf(id))),
        'last digits': String(Number.parseInt(id.slice(-8), 16)),
      }),
    ]);
  };

  const auditOf = (wrap: typeof wrapping) => {
    const seen = new Map<string, DumpedWords[]>(known.map((one) => [nameOf(one), []]));
    for (const all of rounds) for (const [name, words] of wrap(all)) seen.get(name)?.push(words);
    const classes = Map.groupBy(known, ({ truth, vantage }) =>
      [vantage, ...truth.best[vantage]].join(' '),
    );
    return [...classes.values()].flatMap((members) =>
      differences(
        new Map(members.map((one) => [nameOf(one), seen.get(nameOf(one)) ?? []])),
        () => false,
      ),
    );
  };

  test('in id, name and order', () => {
    expect(auditOf(wrapping)).toEqual([]);
    const ids = rounds.flat().map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('and the audit finds an order that is not drawn', () => {
    const sorted = known.map(nameOf);
    const leaky = (all: readonly Drawn[]): [string, DumpedWords][] =>
      all.map(([name]) => [name, wordsOf({ 'place in the export': String(sorted.indexOf(name)) })]);
    expect(auditOf(leaky).length).toBeGreaterThan(0);
  });

  test('in no word of a file: no cause, no case, no seed, no name or address of the lab', () => {
    const words = Object.keys(causes);
    const addresses = /\b10\.\d+\.\d+\.\d+\b|\bfd[\da-f]{2}:[\da-f:]+/g;
    for (const { case: name, vantage, evidence } of known) {
      const { question } = byName.get(nameOf({ case: name, vantage }))!;
      const text = JSON.stringify(question);
      const told = words.filter((word) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text));
      expect([name, told]).toEqual([name, []]);
      expect(text).not.toContain(name);
      expect(text).not.toMatch(/\.test\b/);
      const before = new Set(JSON.stringify(evidence).match(addresses));
      const after = text.match(addresses) ?? [];
      expect([name, after.filter((address) => before.has(address))]).toEqual([name, []]);
    }
  });
});
