import { describe, expect, test } from 'vitest';
import { junitReport } from './junit.ts';
import { readXml, type XmlElement } from './sample-xml.ts';
import { sampleEvents } from './sample-events.ts';
import { eventsSaying, hostileTexts } from './sample-hostile.ts';
import { scorecard } from './scorecard.ts';
import { scorecardText } from './terminal.ts';
import type { Event } from '../events.ts';
import type { Grade } from '../../vocabulary/index.ts';

const events = sampleEvents();
const report = (list = events): XmlElement => readXml(junitReport([scorecard(list)]));
const below = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...below(child, name),
  ]);

/**
 * Element: the attributes it must have, those it may have, and its children, as junit-10.xsd of the
 * Jenkins xUnit plugin has them. `file` of a test case is GitLab's.
 */
const schema: Record<string, [must: string, may: string, children: string]> = {
  testsuites: ['', 'name time tests failures errors', 'testsuite'],
  testsuite: [
    'name tests failures errors',
    'group time skipped timestamp hostname id package file log url',
    'testsuite properties testcase system-out system-err',
  ],
  properties: ['', '', 'property'],
  property: ['name value', '', ''],
  testcase: ['name', 'time classname group file', 'skipped error failure system-out system-err'],
  failure: ['', 'type message', ''],
  error: ['', 'type message', ''],
  skipped: ['', 'type message', ''],
  'system-out': ['', '', ''],
};

function breachesOf({ name, attributes, children }: XmlElement): string[] {
  const rule = schema[name];
  if (rule === undefined) return [`<${name}> is unknown`];
  const [must, may, allowed] = rule.map((words) => words.split(' ').filter(Boolean)) as string[][];
  const names = Object.keys(attributes);
  const time = attributes['time'];
  return [
    ...must!.filter((one) => !names.includes(one)).map((one) => `<${name}> has no ${one}`),
    ...names.filter((one) => ![...must!, ...may!].includes(one)).map((one) => `${name}@${one}`),
    ...children.filter((one) => !allowed!.includes(one.name)).map((one) => `${name}/${one.name}`),
    ...(time === undefined || /^\d+\.\d{3}$/.test(time) ? [] : [`time ${time}`]),
    ...children.flatMap(breachesOf),
  ];
}

test('it keeps the schema', () => {
  expect(breachesOf(report())).toEqual([]);
  expect(breachesOf(report(events.slice(0, 12)))).toEqual([]);
  expect(breachesOf(readXml(junitReport([])))).toEqual([]);
});

test('counts are those of the elements', () => {
  const root = report();
  for (const element of [root, ...below(root, 'testsuite')]) {
    const { tests, failures, errors } = element.attributes;
    expect({ tests, failures, errors }).toEqual({
      tests: String(below(element, 'testcase').length),
      failures: String(below(element, 'failure').length),
      errors: String(below(element, 'error').length),
    });
  }
  expect(root.attributes).toMatchObject({
    tests: '18',
    failures: '8',
    errors: '4',
    time: '14.230',
  });
});

test('every verdict is one test case, and no two have the same name', () => {
  const names = below(report(), 'testcase').map(
    ({ attributes: a }) => `${a['classname']} ${a['name']}`,
  );
  expect(new Set(names).size).toBe(18);
  expect(names).toContain('cmd_my_diagnoser.refused refused/loopback-bind (ipv6) at client+server');
});

describe('a verdict', () => {
  const testCase = (name: string, list = events) =>
    below(report(list), 'testcase').find(({ attributes }) => attributes['name'] === name)!;

  test('that passed has its transcript and nothing else', () => {
    const { attributes, children } = testCase('healthy/plain at client');
    expect(attributes).toMatchObject({ time: '0.380', file: 'scenarios/healthy/plain.ts' });
    expect(children.map(({ name }) => name)).toEqual(['system-out']);
    expect(children[0]!.text).toMatch(/^probe 1: done\n/);
  });

  test('that fell short is a failure whose text says it all', () => {
    const [failure] = testCase('refused/loopback-bind (ipv6) at client+server').children;
    expect(failure).toMatchObject({ name: 'failure', attributes: { type: 'wrong' } });
    expect(failure!.attributes['message']).toContain('the cause is loopback-bind');
    for (const part of [
      'client+server: wrong, in 0.4 s',
      'said      diagnosed: wrong-port',
      'was answered by a reset after 0.4 ms',
      "replay: npx badconn run refused/loopback-bind --seed 7e577e577e577e577e577e577e577e57 --diagnoser 'cmd:./my diagnoser' --keep",
    ]) {
      expect(failure!.text).toContain(part);
    }
  });

  test.each([
    ['unavailable/ports-held at client', 'inconclusive', 'Next: badconn exec'],
    ['timeout/security-group at client+server', 'invalid-scenario', 'Next: declare wire'],
  ])('%s is an error: %s', (name, type, next) => {
    const [error] = testCase(name).children;
    expect(error).toMatchObject({ name: 'error', attributes: { type } });
    expect(error!.text).toContain(next);
    expect(error!.attributes['message']).not.toContain('\n');
  });

  test('that is missing in a judged case is an error', () => {
    const without = events.filter((event) => event.type !== 'diagnosed');
    const [error] = testCase('healthy/plain at client', without).children;
    expect(error).toMatchObject({ name: 'error', attributes: { type: 'no-result' } });
  });

  test('that the run did not come to is skipped, with the reason', () => {
    const [skipped] = testCase('refused/not-listening at client', events.slice(0, 12)).children;
    expect(skipped).toMatchObject({
      name: 'skipped',
      attributes: { message: 'not run: the run ended before' },
    });
  });
});

describe('a diagnoser cannot break it', () => {
  test.each(hostileTexts)('%j', (text) => {
    const root = report(eventsSaying(text));
    expect(breachesOf(root)).toEqual([]);
    expect(below(root, 'testcase')).toHaveLength(18);
    expect(JSON.stringify(root)).not.toContain('\u001b');
  });

  test('nor fill it', () => {
    const text = 'spam <&>\n'.repeat(200_000);
    expect(junitReport([scorecard(eventsSaying(text))]).length).toBeLessThan(18 * 120_000);
  });
});

test('several diagnosers stand beside each other', () => {
  const other = events.map((event) =>
    event.type === 'run-started' ? { ...event, diagnoser: 'reference' } : event,
  );
  const root = readXml(junitReport([scorecard(events), scorecard(other)]));
  expect(breachesOf(root)).toEqual([]);
  const names = below(root, 'testcase').map(
    ({ attributes: a }) => `${a['classname']} ${a['name']}`,
  );
  expect(new Set(names).size).toBe(36);
});

test('a shortcoming that was expected is skipped, with its reason', () => {
  const list = events.map((event) =>
    event.type === 'diagnosed' && event.verdict.grade === 'vague'
      ? { ...event, expected: 'It does not know the class yet.' }
      : event,
  );
  const cases = below(report(list), 'testcase');
  const own = cases.find(
    ({ attributes }) => attributes['name'] === 'refused/loopback-bind (ipv6) at client',
  );
  expect(own?.children[0]).toMatchObject({
    name: 'skipped',
    attributes: { message: 'vague, as expected: It does not know the class yet.' },
  });
  expect(breachesOf(report(list))).toEqual([]);
});

describe('a kind of target that nobody handles', () => {
  const asked = (grade: Grade): Event[] => {
    const [first, ...rest] = events;
    const diagnosed = events.find((event) => event.type === 'diagnosed');
    if (first === undefined || diagnosed === undefined) throw new Error('no sample');
    const { case: name, verdict, conversation, atMs } = diagnosed;
    const { why, breaches, candidates } = verdict;
    const own = { why, breaches, candidates, grade };
    return [
      first,
      { atMs, type: 'unknown-target', case: name, verdict: own, conversation },
      ...rest,
    ];
  };
  const told = (grade: Grade) =>
    below(report(asked(grade)), 'testcase')
      .filter(({ attributes }) => attributes['name'] === 'an unknown kind of target')
      .map(({ children }) => children.map(({ attributes }) => attributes['message']));

  test('is a test case of its own', () => {
    expect(told('unsupported')).toEqual([[]]);
    expect(told('dangerous')).toEqual([['dangerous, where unsupported is right']]);
    expect(breachesOf(report(asked('dangerous')))).toEqual([]);
  });

  test('counts as one that failed, unless it is unsupported', () => {
    const { failed } = scorecard(events);
    expect(scorecard(asked('unsupported'))).toMatchObject({ failed, unknownTarget: 'unsupported' });
    expect(scorecard(asked('wrong'))).toMatchObject({ failed: failed + 1, unknownTarget: 'wrong' });
    const look = { columns: 80, colour: false };
    expect(scorecardText(scorecard(asked('wrong')), look)).toMatch(
      /^unknown +asked for the unknown scheme/m,
    );
    expect(scorecardText(scorecard(asked('unsupported')), look)).not.toMatch(/carrier/);
  });
});
