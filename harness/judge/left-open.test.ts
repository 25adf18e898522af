import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causes, classes, vantages, type Cause } from '../../vocabulary/index.ts';
import { elsewhere, leftOpen, type Circumstances } from './left-open.ts';

/** not-listening, by the address, with nothing known of the server. */
const shown = (parts: Partial<Circumstances> = {}): Circumstances => ({
  ...{ cause: 'not-listening', alike: classes.refusedByTarget, reply: 'refusal', way: 'address' },
  ...{ disputed: false, byItsName: false, outOfReach: false },
  knows: { address: false, name: false },
  ...parts,
});

const knows = {
  neither: { address: false, name: false },
  address: { address: true, name: false },
  name: { address: false, name: true },
  both: { address: true, name: true },
};

test('what a report does not split stays open with one', () => {
  const alike = classes.signedByNobodyKnown;
  const one = shown({ cause: 'chain-incomplete', alike, reply: 'other' });
  expect(leftOpen(one)).toEqual({ client: alike, 'client+server': ['chain-incomplete'] });
  const both = { client: alike, 'client+server': alike };
  expect(leftOpen({ ...one, unsplitByReport: true })).toEqual(both);
});

test('a server that answers by the proxy is the one that is meant', () => {
  const alike = ['proxy-ignored'] as const;
  const one = shown({ cause: 'proxy-ignored', alike, reply: 'silence' });
  expect(leftOpen(one)).toEqual({ client: alike, 'client+server': alike });
});

describe('refused by the server itself, a client cannot tell its causes apart', () => {
  const { refusedByTarget } = classes;
  const byName = { byItsName: true };
  test.each<[string, Partial<Circumstances>, Cause[]]>([
    ['by its address, nothing known', {}, ['wrong-host']],
    ['by its address, its name known, which leads there', { knows: knows.name }, []],
    ['by its address, which is known', { knows: knows.address }, []],
    ['by a resolver', { way: 'dns', ...byName }, ['dns-wrong-server', 'wrong-host']],
    [
      'by a resolver, its name known',
      { way: 'dns', ...byName, knows: knows.name },
      ['dns-wrong-server'],
    ],
    ['by a resolver, its address known', { way: 'dns', ...byName, knows: knows.address }, []],
    ['by a resolver, both known', { way: 'dns', ...byName, knows: knows.both }, []],
    ['by the hosts file', { way: 'hosts-file', ...byName }, ['hosts-file-override', 'wrong-host']],
    [
      'by the hosts file, its name known',
      { way: 'hosts-file', ...byName, knows: knows.name },
      ['hosts-file-override'],
    ],
    [
      'by the hosts file, its address known',
      { way: 'hosts-file', ...byName, knows: knows.address },
      [],
    ],
  ])('%s', (_, parts, more) => {
    const { client, ...best } = leftOpen(shown(parts));
    expect(client.toSorted()).toEqual([...refusedByTarget, ...more].toSorted());
    expect(best['client+server']).toEqual(['not-listening']);
  });
});

describe('another machine than the one meant', () => {
  test.each<[string, Partial<Circumstances>, 'all' | Cause[], Cause[]]>([
    ['by its address', { cause: 'wrong-host' }, 'all', ['wrong-host']],
    [
      'by its address, the right one known',
      { cause: 'wrong-host', knows: knows.address },
      ['wrong-host'],
      ['wrong-host'],
    ],
    [
      'by its address, the right name known',
      { cause: 'wrong-host', knows: knows.name },
      ['wrong-host'],
      ['wrong-host'],
    ],
    [
      'by its name, of a resolver',
      { cause: 'wrong-host', way: 'dns' },
      'all',
      ['dns-wrong-server', 'wrong-host'],
    ],
    [
      'by its name, of a resolver, the right address known',
      { cause: 'wrong-host', way: 'dns', knows: knows.address },
      ['dns-wrong-server', 'wrong-host'],
      ['dns-wrong-server', 'wrong-host'],
    ],
    [
      'by its name, of a resolver, the right name known',
      { cause: 'wrong-host', way: 'dns', knows: knows.name },
      ['wrong-host'],
      ['wrong-host'],
    ],
    [
      'by its name, of the hosts file',
      { cause: 'wrong-host', way: 'hosts-file' },
      'all',
      ['wrong-host'],
    ],
    [
      'by its name, of the hosts file, which has the right one, too',
      { cause: 'wrong-host', way: 'hosts-file', knows: knows.address },
      ['wrong-host'],
      ['wrong-host'],
    ],
    [
      'by a wrong record',
      { cause: 'dns-wrong-server', way: 'dns', byItsName: true },
      'all',
      ['dns-wrong-server', 'wrong-host'],
    ],
    [
      'by a wrong record, the address known',
      { cause: 'dns-wrong-server', way: 'dns', byItsName: true, knows: knows.address },
      ['dns-wrong-server', 'wrong-host'],
      ['dns-wrong-server', 'wrong-host'],
    ],
    [
      'by a wrong record, both known',
      { cause: 'dns-wrong-server', way: 'dns', byItsName: true, knows: knows.both },
      ['dns-wrong-server'],
      ['dns-wrong-server'],
    ],
    [
      'by a line that a resolver disputes, the address known',
      {
        cause: 'hosts-file-override',
        way: 'hosts-file',
        byItsName: true,
        disputed: true,
        knows: knows.address,
      },
      ['hosts-file-override'],
      ['hosts-file-override'],
    ],
    [
      'an accelerator, the address known',
      { cause: 'cdn-in-path', way: 'dns', byItsName: true, knows: knows.address },
      ['cdn-in-path'],
      ['cdn-in-path'],
    ],
  ])('%s', (_, parts, client, both) => {
    const best = leftOpen(shown(parts));
    if (client === 'all')
      expect(best.client).toEqual(expect.arrayContaining([...classes.refusedByTarget]));
    else expect(best.client.toSorted()).toEqual(client);
    expect(best['client+server'].toSorted()).toEqual(both);
  });

  test('that is silent may be nobody, where the report alone has other addresses', () => {
    const dead = { reply: 'silence', alike: classes.silent, way: 'dns', byItsName: true } as const;
    const left = (cause: Cause, known: keyof typeof knows): readonly Cause[] =>
      leftOpen(shown({ ...dead, cause, knows: knows[known] }))['client+server'].toSorted();
    expect(left('dns-wrong-server', 'name')).toEqual(['dns-wrong-server', 'host-down']);
    expect(left('host-down', 'name')).toEqual(['dns-wrong-server', 'host-down']);
    expect(left('host-down', 'neither')).toEqual(left('dns-wrong-server', 'neither'));
    expect(left('host-down', 'address')).toEqual(['host-down']);
    expect(left('dns-wrong-server', 'both')).toEqual(['dns-wrong-server']);
  });
});

test('an inner address that only the default route leads to', () => {
  const out = { reply: 'silence', alike: classes.silent, outOfReach: true } as const;
  const inner = leftOpen(shown({ ...out, cause: 'private-ip-other-lan' }));
  expect(inner.client).toEqual(leftOpen(shown({ ...out, cause: 'host-down' })).client);
  expect(inner.client).toContain('private-ip-other-lan');
  expect(inner['client+server']).toEqual(['private-ip-other-lan', 'security-group']);
  const inFront = leftOpen(shown({ ...out, cause: 'security-group' }));
  expect(inFront.client).toEqual(inner.client);
  expect(inFront['client+server'].toSorted()).toEqual(inner['client+server']);
  for (const known of [knows.address, knows.name, knows.both]) {
    const best = leftOpen(shown({ ...out, cause: 'private-ip-other-lan', knows: known }));
    expect(Object.values(best)).toEqual([['private-ip-other-lan'], ['private-ip-other-lan']]);
  }
});

const anyShown = fc.record({
  cause: fc.constantFrom(...(Object.keys(causes) as Cause[])),
  reply: fc.constantFrom('refusal' as const, 'silence' as const, 'other' as const),
  way: fc.constantFrom('address' as const, 'hosts-file' as const, 'dns' as const),
  ...{ disputed: fc.boolean(), byItsName: fc.boolean(), outOfReach: fc.boolean() },
  knows: fc.record({ address: fc.boolean(), name: fc.boolean() }),
});

/** What cannot be: a name in a url with an address, a cause without the way that it goes. */
const canBe = ({
  cause,
  way,
  byItsName,
  disputed,
  outOfReach,
  reply,
}: Omit<Circumstances, 'alike'>): boolean => {
  if (way === 'address' && byItsName) return false;
  if (disputed && way !== 'hosts-file') return false;
  if (outOfReach && reply !== 'silence') return false;
  if (cause === 'wrong-neighbour' && reply !== 'silence') return false;
  if (cause === 'wrong-host') return !byItsName && !disputed && !outOfReach;
  if (cause === 'dns-wrong-server' || cause === 'cdn-in-path')
    return way === 'dns' && byItsName && !outOfReach;
  if (cause === 'hosts-file-override')
    return way === 'hosts-file' && byItsName && disputed && !outOfReach;
  if (cause === 'private-ip-other-lan')
    return way === 'address' && (outOfReach || reply === 'other');
  return way === 'address' || byItsName;
};

const consistent = anyShown.filter(canBe).map((one): Circumstances => {
  const { cause, reply } = one;
  const silent = cause === 'wrong-neighbour' ? classes.silentByEntry : classes.silent;
  const all = reply === 'silence' ? silent : classes.refusedByTarget;
  const isMember = elsewhere.includes(cause) || (all as readonly Cause[]).includes(cause);
  return { ...one, alike: isMember && reply !== 'other' ? all : [cause] };
});

test('the truth is always in what is left, and nothing is in it twice', () => {
  fc.assert(
    fc.property(consistent, (one) => {
      for (const vantage of vantages) {
        const left = leftOpen(one)[vantage];
        expect(left).toContain(one.cause);
        expect(new Set(left).size).toBe(left.length);
      }
    }),
  );
});

test('who knows more, or has the report, is left no more causes', () => {
  fc.assert(
    fc.property(consistent, (one) => {
      const { client, 'client+server': both } = leftOpen(one);
      expect(client).toEqual(expect.arrayContaining([...both]));
      for (const more of [{ address: true }, { name: true }]) {
        const wiser = leftOpen({ ...one, knows: { ...one.knows, ...more } });
        for (const vantage of vantages) {
          expect(leftOpen(one)[vantage]).toEqual(expect.arrayContaining([...wiser[vantage]]));
        }
      }
    }),
  );
});
