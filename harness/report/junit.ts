import { passing, type Vantage } from '../../vocabulary/index.ts';
import { markup, type Markup } from './markup.ts';
import type { CaseCard, ResultCard, Scorecard, ScenarioCard } from './scorecard.ts';
import { replayCommand, resultLines, seenLines } from './shortfalls.ts';
import { seedText } from './seed-text.ts';
import { legible, legibleLine } from './stranger.ts';

const look = { columns: 100, colour: false };
const transcriptCharacters = 20_000;

/**
 * Runs as JUnit XML: one suite per diagnoser and family, one test case per verdict. A failed verdict is a `failure`,
 * a case that was not judged an `error`; an unfinished one, or an expected failure, is `skipped`. `time` is how long
 * the diagnoser took, in seconds.
 *
 * The schema is that of the Jenkins xUnit plugin (junit-10.xsd), plus `file` for each test case, to which GitLab
 * links. GitLab shows `classname`, `name` and the text of a failure, but neither its type nor its message
 * (docs.gitlab.com/ci/testing/unit_test_reports), so the text repeats them.
 */
export function junitReport(cards: readonly Scorecard[]): string {
  const suites = cards.flatMap((card) => [
    ...[...Map.groupBy(card.scenarios, ({ family }) => family)].map(([family, scenarios]) =>
      suiteOf(card, family, scenarios),
    ),
    ...contractOf(card),
  ]);
  const time = seconds(cards.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const { tests, failures, errors } = countsOf(suites.flatMap(({ cases }) => cases));
  const document = markup`<testsuites name="badconn" tests="${tests}" failures="${failures}" errors="${errors}" time="${time}">
${suites.map(suiteElement)}</testsuites>
`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document.markup}`;
}

type TestOutcome = 'passed' | 'failure' | 'error' | 'skipped';

interface TestCase {
  outcome: TestOutcome;
  durationMs: number;
  element: Markup;
}

interface Suite {
  name: string;
  seed: string;
  version: string;
  cases: TestCase[];
}

function suiteOf(card: Scorecard, family: string, scenarios: readonly ScenarioCard[]): Suite {
  const { diagnoser, seed, version, vantages } = card.run;
  const of = (id: string, caseCard?: CaseCard) =>
    vantages.map((vantage) => testCase(card, { id, family, vantage }, caseCard));
  const cases = scenarios.flatMap(({ id, cases: all }) =>
    all.length === 0 ? of(id) : all.flatMap((caseCard) => of(id, caseCard)),
  );
  return { name: legibleLine(`${diagnoser}: ${family}`, 200), seed, version, cases };
}

/** Suite for the answer to an unknown URL scheme, which belongs to no scenario. */
function contractOf({ run, unknownTarget }: Scorecard): Suite[] {
  if (unknownTarget === undefined) return [];
  const isRight = unknownTarget === 'unsupported';
  const message = `${unknownTarget}, where unsupported is right`;
  const why = isRight
    ? undefined
    : markup`      <failure type="${unknownTarget}" message="${message}">${message}: exit with 127.</failure>\n`;
  const element = markup`    <testcase classname="${classOf(run.diagnoser)}.contract" name="an unknown kind of target" time="0.000">
${why}    </testcase>
`;
  const outcome: TestOutcome = isRight ? 'passed' : 'failure';
  const name = legibleLine(`${run.diagnoser}: contract`, 200);
  const { seed, version } = run;
  return [{ name, seed, version, cases: [{ outcome, durationMs: 0, element }] }];
}

// In Jenkins a dot begins a new package; in GitLab the name alone must be sufficient.
const classOf = (diagnoser: string): string =>
  legibleLine(diagnoser, 80).replaceAll(/[^\w-]+/g, '_');

function suiteElement({ name, seed, version, cases }: Suite): Markup {
  const { tests, failures, errors, skipped } = countsOf(cases);
  const time = seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return markup`  <testsuite name="${name}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${time}">
    <properties>
      <property name="seed" value="${seedText(seed)}"/>
      <property name="badconn" value="${legibleLine(version, 40)}"/>
    </properties>
${cases.map(({ element }) => element)}  </testsuite>
`;
}

interface TestPlace {
  id: string;
  family: string;
  vantage: Vantage;
}

function testCase(card: Scorecard, place: TestPlace, caseCard: CaseCard | undefined): TestCase {
  const { id, family, vantage } = place;
  const result = caseCard?.results.find((given) => given.vantage === vantage);
  const { outcome, why } = outcomeOf(card, caseCard, result);
  const durationMs = result?.durationMs ?? 0;
  const className = `${classOf(card.run.diagnoser)}.${family}`;
  const name = legibleLine(`${caseCard?.case ?? id} at ${vantage}`, 200);
  const output =
    result === undefined ? '' : legible(result.conversation.stderr, transcriptCharacters);
  const element = markup`    <testcase classname="${className}" name="${name}" time="${seconds(durationMs)}" file="scenarios/${id}.ts">
${why}${output === '' ? undefined : markup`      <system-out>${output}</system-out>\n`}    </testcase>
`;
  return { outcome, durationMs, element };
}

function outcomeOf(
  card: Scorecard,
  caseCard: CaseCard | undefined,
  result: ResultCard | undefined,
): { outcome: TestOutcome; why: Markup | undefined } {
  if (caseCard === undefined || caseCard.standing === 'unfinished') {
    const message = `not ${caseCard === undefined ? 'run' : 'finished'}: the run ended before`;
    return { outcome: 'skipped', why: markup`      <skipped message="${message}"/>\n` };
  }
  const replay = `replay: ${replayCommand(caseCard, card.run)}`;
  const element = (outcome: 'error' | 'failure', type: string, message: string, text: string) => {
    const attributes = markup`type="${type}" message="${legibleLine(message, 1000)}"`;
    const content = legible(`${text}\n${replay}`, transcriptCharacters);
    const why =
      outcome === 'error'
        ? markup`      <error ${attributes}>${content}</error>\n`
        : markup`      <failure ${attributes}>${content}</failure>\n`;
    return { outcome, why };
  };
  if (caseCard.standing !== 'judged') {
    const error = legible(
      caseCard.phases.find(({ ok }) => !ok)?.error ?? caseCard.standing,
      4000,
    ).trim();
    const message = error.split('\n', 1)[0] ?? '';
    return element('error', caseCard.standing, message, `${caseCard.standing}: ${error}`);
  }
  if (result === undefined) return element('error', 'no-result', none, none);
  if (passing.includes(result.grade)) return { outcome: 'passed', why: undefined };
  if (result.expected !== undefined) {
    const message = legibleLine(`${result.grade}, as expected: ${result.expected}`, 1000);
    return { outcome: 'skipped', why: markup`      <skipped message="${message}"/>\n` };
  }
  const lines = [
    caseCard.title,
    ...seenLines(caseCard, { indent: 2, ...look }),
    ...resultLines(result, caseCard, look),
  ];
  return element('failure', result.grade, result.why, lines.join('\n'));
}

const none = 'no result was recorded';
const seconds = (durationMs: number): string => (durationMs / 1000).toFixed(3);

function countsOf(cases: readonly TestCase[]) {
  const count = (wanted: TestOutcome) => cases.filter(({ outcome }) => outcome === wanted).length;
  const tests = cases.length;
  return { tests, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}
