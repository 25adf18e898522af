import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import {
  client,
  defineScenario,
  lan,
  server,
  startService,
  stopService,
  useHost,
  webSocket,
} from '../index.ts';
import { withoutLists } from '../../tests/without-lists.ts';
import * as harness from '../index.ts';
import { breaches, type Breach } from './rules.ts';
import type { Registered, Scenario } from './scenario.ts';

const sound = defineScenario({
  title: 'A title',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: stopService('server'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: 'not-listening',
  clientSees: 'refusedByTarget',
  remedy: { action: 'start-service', advice: 'Start it.', change: startService('server') },
  lesson: { why: 'a', tellApart: 'b', hints: ['c'], see: ['d'] },
});

/** The scenario of a file that no compiler has read: any part may be missing, or be anything. */
const registered = (id: string, scenario: unknown): Registered => ({
  id,
  family: id.split('/')[0] ?? '',
  file: `${id}.ts`,
  scenario: scenario as Scenario,
});

const lost = { at: 'stay', code: 'silence' };

const midst = {
  ...{ when: 'connected', symptom: lost, wire: 'SYN > SYN-ACK > data > nothing' },
  anew: { at: 'connect', code: 'silence' },
};

const breachesWith = (parts: Record<string, unknown>, id = 'refused/not-listening'): Breach[] =>
  breaches(registered(id, { ...sound, ...parts }), []);

test('a sound scenario breaks no rule', () => {
  expect(breachesWith({})).toEqual([]);
});

test('what follows on a connection is said where its failure shows in it', () => {
  const wire = { client: 'SYN > SYN-ACK > data > nothing', server: 'SYN > SYN-ACK > data' };
  expect(breachesWith({ symptom: lost, wire })).toEqual([]);
  expect(breachesWith({ symptom: { at: 'proxy', code: 'silence' }, wire })).toEqual([]);
  const tls = { symptom: { at: 'tls', code: 'EPROTO' } };
  expect(breachesWith({ ...tls, wire: 'SYN > SYN-ACK > ClientHello > Alert' })).toEqual([]);
  expect(breachesWith({ ...tls, wire: 'SYN > SYN-ACK' })).toHaveLength(1);
});

test('a fault may come while a connection stands', () => {
  expect(breachesWith(midst)).toEqual([]);
  expect(breachesWith({ ...midst, anew: 'connected', idleMs: 60_000 })).toEqual([]);
  expect(breachesWith({ ...midst, symptom: { at: 'stay', code: 'close 1006' } })).toEqual([]);
  const harmless = { when: 'connected', harmless: stopService('server'), wire: 'SYN > SYN-ACK' };
  const healthy = { ...harmless, cause: 'none', symptom: 'connected', clientSees: undefined };
  expect(breachesWith(healthy, 'healthy/one')).toEqual([]);
});

describe('each rule names the file and the line that mends it', () => {
  const cases: [broken: string, parts: Record<string, unknown>, id?: string][] = [
    ['no title', { title: undefined }],
    ['an empty title', { title: '' }],
    [
      'no topology',
      { topology: undefined, target: undefined, fault: undefined, remedy: undefined },
    ],
    ['no client', { topology: lan({ server: server(webSocket()) }) }],
    ['broken, but among the healthy', {}, 'healthy/not-listening'],
    ['healthy, but among the broken', { cause: 'none' }],
    ['healthy, and yet a symptom', { cause: 'none', clientSees: undefined }, 'healthy/slow'],
    ['a cause outside the vocabulary', { cause: 'timeout' }, 'refused/timeout'],
    ['a file with another name than its cause', {}, 'refused/wrong-port'],
    ['no packets', { wire: undefined }],
    ['no lesson', { lesson: undefined }],
    ['a lesson without a hint', { lesson: { ...sound.lesson, hints: [] } }],
    ['an invented errno', { symptom: { at: 'connect', code: 'ECONNLOST' } }],
    ['an unknown stage', { symptom: { at: 'accept', code: 'ECONNREFUSED' } }],
    ['a symptom without its stage', { symptom: 'ECONNREFUSED' }],
    ['broken, and connected', { symptom: 'connected' }],
    ['a status that is none', { symptom: { at: 'upgrade', code: 'HTTP 99' } }],
    ['unknown packets', { wire: 'SYN > FIN' }],
    ['unknown packets at one end', { wire: { client: 'SYN > RST', server: 'SYN > FIN' } }],
    ['unknown packets in a form', { forms: { one: { wire: 'SYN > FIN' } } }],
    ['no word of a connection that stands', { symptom: lost, wire: 'SYN > SYN-ACK > FNI' }],
    ['a word twice', { symptom: lost, wire: 'SYN > SYN-ACK > data > data' }],
    ['a word behind the last', { symptom: lost, wire: 'SYN > SYN-ACK > RST > data' }],
    ['more than an opening, before it stands', { wire: 'SYN > SYN-ACK > data' }],
    ['an opening alone, where it stood', { symptom: lost, wire: 'SYN > SYN-ACK' }],
    ['an opening alone in a form', { forms: { one: { symptom: lost } } }],
    ['a fault at another time', { ...midst, when: 'later' }],
    ['a fault in the midst that shows elsewhere', { when: 'connected', anew: 'connected' }],
    ['a fault in the midst, and nothing of new connections', { ...midst, anew: undefined }],
    ['a new connection where all are new', { anew: 'connected' }],
    ['an idle time that is none', { idleMs: -1 }],
    ['an idle time that nobody waits for', { idleMs: 60_001 }],
    ['a client that does not stay', { idleMs: 10, target: 'tcp://server/' }],
    ['a close code that is none', { symptom: { at: 'stay', code: 'close 99' } }],
    ['an unknown axis', { vary: { moon: ['full'] } }],
    ['an unknown value of an axis', { vary: { ipVersion: [4, 5] } }],
    ['an axis without a value, in a form', { forms: { one: { vary: { noise: [] } } } }],
    ['a target that is no URL of the topology', { target: 'ws://sever/' }],
    ['a target with a port', { target: 'ws://server:80/' }],
    ['a target that serves nothing', { target: 'ws://client/' }],
    ['a fault on an unknown host', { fault: stopService('sever') }],
    ['a fault that leads to an unknown host', { fault: useHost('client', 'nobody') }],
    [
      'a remedy on an unknown host',
      { remedy: { action: 'start-service', advice: 'a', change: startService('sever') } },
    ],
    ['a fault in a form on an unknown host', { forms: { one: { fault: stopService('sever') } } }],
    [
      'a remedy in a form on an unknown host',
      {
        forms: {
          one: {
            remedy: { action: 'start-service', advice: 'a', change: startService('sever') },
          },
        },
      },
    ],
    ['no fault', { fault: [] }],
    ['no remedy', { remedy: undefined }],
    [
      'an unknown action',
      { remedy: { action: 'reboot', advice: 'a', change: startService('server') } },
    ],
    ['a class that lacks the cause', { clientSees: 'silent' }],
    ['a class, and a cause that is in none', { cause: 'ports-held' }, 'unavailable/ports-held'],
    ['a class that does not exist', { clientSees: 'other' }],
    ['a class of a form that lacks the cause', { forms: { one: { clientSees: 'silent' } } }],
    [
      'a remedy of another cause',
      { remedy: { action: 'open-port', advice: 'a', change: startService('server') } },
    ],
    ['forms that paths do not tell apart', { forms: { 'a b': {}, 'a-b': {} } }],
  ];

  test.each(cases)('%s', (_broken, parts, id) => {
    const found = breachesWith(parts, id);
    const text = found.map(({ rule, mend }) => `${rule}\n  ${mend}`).join('\n');
    expect(withoutLists(text)).toMatchSnapshot();
    expect(found.length).toBeGreaterThan(0);
  });
});

/** Writes the line, or moves the file, that an error proposes. */
function follow(
  mend: string,
  id: string,
  parts: Record<string, unknown>,
): [string, Record<string, unknown>] {
  const place = /^move to (.*)/.exec(mend)?.[1];
  if (place !== undefined) {
    const cause = /by, as (.*)/.exec(place)?.[1];
    return [cause === undefined ? place : `refused/${cause}`, parts];
  }
  if (mend.startsWith('// no '))
    return [id, { ...parts, [/\w+/.exec(mend.slice(6))![0]]: undefined }];
  const text = mend
    .replaceAll(', … ', ' ')
    .replaceAll("'x-…'", "'x-own'")
    .replace(/^(\w+)\((.*)\)$/, 'fault: $&');
  const written = runInNewContext(`({ ${text} })`, { ...harness }) as Record<string, object>;
  const [[field, value] = ['', {}]] = Object.entries(written);
  const isPart = field === 'lesson' || field === 'remedy';
  const old = parts[field] as object | undefined;
  return [id, { ...parts, [field]: isPart ? { ...old, ...value } : value }];
}

test.each([
  ...['title', 'target', 'symptom', 'wire', 'cause', 'fault', 'remedy', 'lesson', 'topology'].map(
    (part) => [`no ${part}`, { [part]: undefined }, 'refused/not-listening'] as const,
  ),
  ['an empty module', undefined, 'refused/not-listening'],
  ['an empty module of a healthy one', undefined, 'healthy/looks-bad'],
  ['a misspelt cause, in its file as well', { cause: 'not-listning' }, 'refused/not-listning'],
  ['a misspelt cause', { cause: 'not-listning' }, 'refused/not-listening'],
  ['an unknown cause', { cause: 'licence gone' }, 'refused/licence-gone'],
  ['a cause in the file of another', {}, 'refused/wrong-port'],
  ['a broken one among the healthy', {}, 'healthy/not-listening'],
  ['a healthy one among the broken', { cause: 'none' }, 'refused/plain'],
  ['a target that serves nothing', { target: 'ws://client/' }, 'refused/not-listening'],
  ['a fault on an unknown host', { fault: stopService('sever') }, 'refused/not-listening'],
  [
    'a remedy of another cause',
    { remedy: { ...sound, action: 'open-port' } },
    'refused/not-listening',
  ],
  ['a class that lacks the cause', { clientSees: 'silent' }, 'refused/not-listening'],
  ['a twin where there is none', { twin: 'healthy/plain' }, 'refused/not-listening'],
] as const)('what the errors propose for %s ends with what no rule refuses', (_, changed, at) => {
  let id: string = at;
  let parts: Record<string, unknown> = changed === undefined ? {} : { ...sound, ...changed };
  const told: string[] = [];
  for (let steps = 0; steps < 20; steps += 1) {
    const [first] = breaches(registered(id, parts), [id]);
    if (first === undefined) return;
    told.push(`${first.rule} → ${first.mend}`);
    [id, parts] = follow(first.mend, id, parts);
  }
  expect.unreachable(told.slice(0, 8).join('\n'));
});

test('an empty module is told of every part that it lacks, and breaks nothing else', () => {
  const found = breaches(registered('refused/not-listening', {}), []);
  expect(found.map(({ rule }) => rule.split(';')[0])).toMatchInlineSnapshot(`
    [
      "title is missing",
      "target is missing",
      "cause is missing",
      "symptom is missing",
      "wire is missing",
      "lesson.why is missing",
      "lesson.tellApart is missing",
      "lesson.hints is empty",
      "lesson.see is empty",
      "topology has no hosts",
      "cause is undefined, which is not in the vocabulary",
      "fault is missing",
      "remedy.action is undefined",
    ]
  `);
});

describe('a twin is another file', () => {
  const ids = ['refused/not-listening', 'refused/wrong-port', 'healthy/plain'];
  const withTwin = (twin: string): Breach[] =>
    breaches(registered('refused/not-listening', { ...sound, twin }), ids);

  test('that is healthy', () => {
    expect(withTwin('healthy/plain')).toEqual([]);
  });

  test('that exists', () => {
    expect(withTwin('healthy/plane')).toMatchInlineSnapshot(`
      [
        {
          "mend": "twin: 'healthy/plain',",
          "rule": "twin is healthy/plane, which does not exist; healthy are healthy/plain",
        },
      ]
    `);
  });

  test('and not broken', () => {
    expect(withTwin('refused/wrong-port').map(({ rule }) => rule)).toMatchInlineSnapshot(`
      [
        "twin is refused/wrong-port, which is not healthy; healthy are healthy/plain",
      ]
    `);
  });
});
