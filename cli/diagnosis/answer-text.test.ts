import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conclude, type Evidence } from '../../diagnoser/index.ts';
import { anyEvidence } from '../../diagnoser/observe/sample-evidence.ts';
import { allRecorded } from '../../docs/conclusions-page.ts';
import { holdForEach } from '../../tests/hold-for-each.ts';
import { accountOf } from './account.ts';
import { answerText } from './answer-text.ts';

const recorded = allRecorded.flatMap(({ name, recording }) =>
  (['client', 'client+server'] as const).flatMap((vantage) => {
    const evidence = recording[vantage];
    return evidence === undefined ? [] : [{ name: `${name} ${vantage}`, evidence }];
  }),
);

async function diagnosed(evidence: Evidence) {
  const answer = await conclude(evidence);
  return { answer, account: await accountOf(answer, evidence) };
}

/** Several tests tell the same. */
const known = new WeakMap<Evidence, ReturnType<typeof diagnosed>>();
const diagnosisOf = (evidence: Evidence): ReturnType<typeof diagnosed> => {
  const diagnosis = known.get(evidence) ?? diagnosed(evidence);
  known.set(evidence, diagnosis);
  return diagnosis;
};

async function told(
  evidence: Evidence,
  { columns = 80, verbose = false, colour = false } = {},
): Promise<string> {
  const { answer, account } = await diagnosisOf(evidence);
  return answerText(evidence.target.url, answer, account, { columns, verbose, colour });
}

const evidenceOf = (name: string): Evidence => {
  const found = recorded.find((one) => one.name.endsWith(name));
  if (found === undefined) throw new Error(`${name} is not recorded`);
  return found.evidence;
};

describe('as a person reads it', () => {
  test.each([
    'healthy/plain client',
    'evidence/not-listening client',
    'evidence/not-listening client+server',
    'evidence/host-firewall-drop client+server',
    'dns/name-does-not-exist.a-whole-name client',
    'tls/certificate-expired.Node client',
    'protocol/websocket-to-http.status-200 client',
    'refused/client-proxy-gone.http_proxy client',
    'unavailable/time-wait-flood client',
    'lost/loopback-bind client+server',
  ])('%s', async (name) => {
    const evidence = evidenceOf(name);
    expect(
      `80 columns\n\n${await told(evidence)}\n60 columns\n\n${await told(evidence, { columns: 60 })}`,
    ).toMatchSnapshot();
  });
});

type Recorded = (typeof recorded)[number];
const nameOf = ({ name }: Recorded): string => name;

test('each diagnosis fits two screens of 80×24', () =>
  holdForEach(recorded, nameOf, async ({ evidence }) => {
    const lines = (await told(evidence)).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(48);
    expect(lines[0]).toMatch(/^[✓✗?] [A-Z].*\S$/);
  }));

test('each keeps within the width, but for commands', () =>
  holdForEach(recorded, nameOf, async ({ evidence }) => {
    for (const columns of [60, 80]) {
      const prose = (await told(evidence, { columns, verbose: true }))
        .split('\n')
        .filter((line) => !/^ {4}\S/.test(line) || line.startsWith('    ·'));
      expect(prose.filter((line) => line.length > columns)).toEqual([]);
    }
  }));

test('one line of each decides, unless all is well or nothing fails', () =>
  holdForEach(recorded, nameOf, async ({ evidence }) => {
    const { answer, account } = await diagnosisOf(evidence);
    const { stages, telling } = account;
    const marked = [...stages, ...telling].filter(({ decisive }) => decisive);
    if (answer.status === 'healthy') expect(marked).toEqual([]);
    else expect(marked).toHaveLength(1);
  }));

test('of several causes and many observations -v names all', async () => {
  const evidence = evidenceOf('timeout/reply-dropped client');
  const { candidates, evidence: observed = [] } = (await diagnosisOf(evidence)).answer;
  const [folded, whole] = [await told(evidence), await told(evidence, { verbose: true })];
  expect(candidates.length).toBeGreaterThan(5);
  const named = (text: string): number => text.match(/^ {2,3}\d+ {2}/gm)?.length ?? 0;
  expect([named(folded), named(whole)]).toEqual([5, candidates.length]);
  for (const { observed: sentence } of observed)
    expect(whole.replaceAll(/\s+/g, ' ')).toContain(sentence);
});

test('colour adds nothing but colour', async () => {
  const evidence = evidenceOf('evidence/not-listening client');
  const coloured = await told(evidence, { colour: true });
  expect(coloured).not.toBe(await told(evidence));
  // eslint-disable-next-line no-control-regex
  expect(coloured.replaceAll(/\x1b\[[\d;]*[A-Za-z]/g, '')).toBe(await told(evidence));
});

test('any evidence can be told', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), async (evidence) => {
      expect(await told(evidence, { verbose: true })).not.toMatch(/undefined|\[object/);
    }),
    { numRuns: 300 },
  );
});

/** What differs from network to network, as a word. */
const general = (sentence: string, { target }: Evidence): string =>
  sentence
    .replaceAll(target.host, 'HOST')
    .replaceAll(/\b(?:[a-z]+\.)+test\b/g, 'HOST')
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-f]{1,4}:[0-9a-f:]+/g, 'ADDRESS')
    .replaceAll(/ADDRESS(?:, ADDRESS)+/g, 'ADDRESSES')
    .replaceAll(/it sent ".*"/g, 'it sent "…"')
    .replaceAll(/HTTP \d+( [A-Z][\w-]*( [A-Za-z-]+)*)?/g, 'HTTP STATUS')
    .replaceAll(/\b\w+ causes\b/g, 'N causes')
    .replaceAll(/(port |of |^)\d+/g, '$1N');

/** Every sentence that the stages, the summary and the notes have, beside those of docs/conclusions.txt. */
test('the sentences of a diagnosis are those of sentences.txt', async () => {
  const found = new Set<string>();
  const add = (part: string, sentence: string, evidence: Evidence): void =>
    void found.add(`${part}: ${general(sentence, evidence)}`);
  for (const { evidence } of recorded) {
    const { summary, stages, notes } = (await diagnosisOf(evidence)).account;
    add('summary', summary, evidence);
    for (const { outcome, seen, stage } of stages) add(`${stage} ${outcome}`, seen, evidence);
    for (const note of notes) add('note', note, evidence);
  }
  const sentences = `${[...found].toSorted().join('\n')}\n`;
  await expect(sentences).toMatchFileSnapshot('sentences.txt');
});
