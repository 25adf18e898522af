import { expect, test } from 'vitest';
import type { Facts } from '../observe/facts.ts';
import { decides, type CauseFile, type Weight } from './cause-file.ts';
import { concludeFrom } from './engine.ts';
import { factsWith } from './sample-facts.ts';

const supposed = (
  cause: CauseFile['cause'],
  prior: number,
  ...marks: (Weight | undefined)[]
): CauseFile => ({
  ...{ cause, prior, judge: () => marks },
  remedy: () => ({ action: 'start-service', text: cause, commands: ['true', 'a\u202eb'] }),
});
const plus = (topic: Weight['topic']): Weight => ({ topic, speaks: 'for' });
const minus = (topic: Weight['topic']): Weight => ({ topic, speaks: 'against' });

const concluded = (causes: CauseFile[], parts: Partial<Facts> = {}) =>
  concludeFrom({ facts: factsWith(parts), told: [['reply', 'It was silent.']] }, causes);

test('what more speaks for comes first, then what is met more often', () => {
  const { candidates, remedy, status } = concluded([
    supposed('wrong-port', 2, plus('reply')),
    supposed('not-listening', 3, plus('reply')),
    supposed('loopback-bind', 1, plus('reply'), plus('listeners')),
    supposed('bound-elsewhere', 9, plus('reply'), plus('listeners'), minus('arrival')),
    supposed('host-down', 9),
    supposed('security-group', 9, undefined),
  ]);
  expect(status).toBe('diagnosed');
  expect(candidates).toEqual(['loopback-bind', 'not-listening', 'wrong-port']);
  expect(remedy?.action).toBe('look-further');
});

test('of one cause the remedy is given, with the commands that are what they show', () => {
  expect(concluded([supposed('wrong-port', 2, plus('reply'))]).remedy).toEqual({
    ...{ action: 'start-service', text: 'wrong-port', commands: ['true'] },
  });
});

test('of no cause it cannot be told, and what to do is to look further', () => {
  const { candidates, remedy, status } = concluded([supposed('wrong-port', 2, minus('reply'))]);
  expect({ candidates, status, action: remedy?.action }).toEqual({
    ...{ candidates: [], status: 'cannot-tell', action: 'look-further' },
  });
});

test('a cause that is a particular of another is left alone where it holds', () => {
  const general = supposed('wrong-port', 9, plus('reply'));
  const particular = { ...supposed('x-own', 1, plus('reply')), narrows: ['wrong-port'] as const };
  expect(concluded([general, particular]).candidates).toEqual(['x-own']);
  const denied = { ...supposed('x-own', 1, minus('reply')), narrows: ['wrong-port'] as const };
  expect(concluded([general, denied]).candidates).toEqual(['wrong-port']);
});

test('a sentence that speaks for a cause and against it speaks against it', () => {
  const { evidence } = concluded([
    supposed('wrong-port', 1, plus('reply'), minus('reply')),
    supposed('not-listening', 1, plus('reply')),
    supposed('host-down', 1, plus('life')),
  ]);
  expect(evidence).toEqual([
    { observed: 'It was silent.', for: ['not-listening'], against: ['wrong-port'] },
  ]);
  expect(concluded([]).evidence).toEqual([{ observed: 'It was silent.' }]);
});

const passed = { ...{ url: '', host: '', port: 1, excepted: false }, outcome: 'passed' } as const;
test.each([
  [{ reply: 'by-proxy', proxy: passed }, 'healthy'],
  [{ reply: 'by-proxy', proxy: undefined }, 'cannot-tell'],
  [{ reply: 'by-proxy', proxy: { ...passed, outcome: 'gone' } }, 'cannot-tell'],
  [{ reply: 'silence', proxy: passed }, 'cannot-tell'],
  [{ reply: 'accepted', speech: 'as-asked' }, 'healthy'],
  [{ reply: 'accepted', speech: 'refusal' }, 'cannot-tell'],
  [{ reply: 'silence', speech: 'as-asked' }, 'cannot-tell'],
] as [Partial<Facts>, string][])('%j is %s', (parts, status) => {
  expect(concluded([], parts).status).toBe(status);
});

test('an account ends with the lookup, a disagreement, and what the report lacks', () => {
  const { evidence } = factsWith({});
  const before = { missing: ['nft: no right', 'iptables: none'] };
  const given = {
    ...{ ...evidence, lookup: { addresses: ['10.0.0.2'], afterMs: 3 } },
    server: { before, attempts: 0 },
  } as unknown as Facts['evidence'];
  const said = concluded([], { evidence: given, disagrees: true }).evidence?.slice(1);
  expect(said?.map(({ observed }) => observed)).toEqual([
    'Looked up 10.0.0.2: 10.0.0.2 after 3 ms.',
    expect.stringMatching(/^The plain client ended with silence after 1 ms, this attempt did not/),
    'The report lacks iptables: none; nft: no right.',
  ]);
});

test('a count holds when it is not 0, and undefined is not known', () => {
  expect([true, 2, false, 0, undefined].map((holds) => decides('rules', holds)?.speaks)).toEqual([
    ...['for', 'for', 'against', 'against', undefined],
  ]);
});
