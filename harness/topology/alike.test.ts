import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { unsplitByReport, classes, type Cause, type ClassName } from '../../vocabulary/index.ts';
import { casesOf, type Case } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { inFull } from '../symptom.ts';
import { placementOf, truthOf } from '../run/truth.ts';
import { answersNothing } from './lets-in.ts';
import type { Placement } from './place.ts';
import { seedOf } from './sample-seed.ts';

beforeEach(() => {
  vi.stubEnv('BADCONN_SUBNETS', undefined);
});

const cases = (await loadScenarios()).flatMap(casesOf);
const seeds = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(seedOf);

/** Of a class, those that a client meets in the same way: of one address family, and one symptom. */
const membersOf = (name: ClassName): Case[] =>
  cases.filter(
    ({ axes, layers: [{ cause, clientSees, symptom }] }) =>
      axes.ipVersion.includes(4) &&
      (clientSees === name || leadsElsewhereAs(name, cause, inFull(symptom).code)),
  );

/** On another machine than the one meant the same is seen, so these are members where nothing is known. */
const leadsElsewhereAs = (name: ClassName, cause: Cause | 'none', symptom: string): boolean => {
  const led: (Cause | 'none')[] = [
    'wrong-host',
    'dns-wrong-server',
    'hosts-file-override',
    'cdn-in-path',
  ];
  if (name === 'refusedByTarget') return led.includes(cause) && symptom === 'ECONNREFUSED';
  const silent = [...led, 'private-ip-other-lan'].includes(cause) && symptom === 'silence';
  return name === 'silent' && silent;
};

/** Of the one draws: all that a client can see of the lab's build before anything is broken. */
const clientSide = ({ lab, aim, letsIn, believed }: Placement): unknown => {
  const own = lab.hosts.find(({ name }) => name === 'client');
  return { own, hosts: lab.hosts.length, aim, letsIn, believed };
};

/** What was drawn that some members leave no choice in. */
const drawn = ({ aim, ipVersion, way, lab }: Placement): string => {
  const own = lab.hosts.find(({ name }) => name === 'client');
  const byDefault = own?.routes.some((route) => route.startsWith('default'));
  const isRouted = lab.hosts.some(({ name }) => name === 'router');
  return `${aim.scheme}, IPv${ipVersion}, ${way}, ${isRouted ? 'behind a router' : 'on one network'}, by default route: ${byDefault}`;
};

/** How many of a class are made real, where these are not three. */
const fewest: Partial<Record<ClassName, number>> = {
  ...{ answersAsHttp: 1, answersNoHttp: 1, closedThenRefused: 2, rejectedByIcmp: 1 },
  ...{ answersNotFound: 1, answersBehindProxy: 1, answersBadGateway: 2, answersUnavailable: 1 },
  ...{ forbids: 0, acceptsInSilence: 2, breaksOff: 1, refusesUpgrade: 0 },
  silentByEntry: 1,
  ...{ cutOffByName: 1, signedByNobodyKnown: 2, shortNameUnknown: 2, forgottenOrStuck: 1 },
};

const all = Object.keys(classes) as ClassName[];

describe.each(all)('the members of %s', (name) => {
  const members = membersOf(name);

  test('are several', () => {
    const made = new Set(members.map(({ scenario }) => scenario.cause)).size;
    expect(made).toBeGreaterThanOrEqual(fewest[name] ?? 3);
  });

  test('are placed alike where the same was drawn', () => {
    fc.assert(
      fc.property(seeds, fc.string(), (seed, draws) => {
        const placed = members.map((one) => placementOf(one, seed, draws));
        // A network that the client is not on takes draws of its own.
        const inOne = (one: Placement): string => `${drawn(one)}, ${one.lab.networks.length}`;
        for (const [, group] of Map.groupBy(placed, inOne)) {
          const [first, ...others] = group.map(clientSide);
          for (const other of others) expect(other).toEqual(first);
        }
      }),
      { numRuns: 40 },
    );
  });
});

const signatureOf = ({ scenario: { symptom, target } }: Case): string =>
  JSON.stringify([symptom, target]);

/** What a cause says by itself: that the client uses IPv4. */
const says: Partial<Record<Cause | 'none', Partial<Case['axes']>>> = {
  'ipv6-only-bind': { ipVersion: [] },
  // The kernel has this filter for IPv4 alone (ip-sysctl.rst).
  'reverse-path-filter': { ipVersion: [] },
};

test('the members of a class have the same axes, but for what a client cannot see', () => {
  for (const [name, members] of Map.groupBy(cases, ({ layers }) => layers[0].clientSees)) {
    if (name === undefined) continue;
    // Members that look the same to a plain client: of one symptom, at one stage.
    for (const alike of Map.groupBy(members, signatureOf).values()) {
      const seen = alike.map(({ axes }) => ({ ...axes, firewall: [], letsIn: [] }));
      const [first] = seen;
      for (const [index, axes] of seen.entries()) {
        const own = { ...says[alike[0]!.layers[0].cause], ...says[alike[index]!.layers[0].cause] };
        expect({ ...axes, ...own }, name).toEqual({ ...first, ...own });
      }
    }
  }
});

/** What several tests look at is placed once. */
const placedAt = (() => {
  const known = new Map<string, Placement>();
  return (one: Case, turn: number): Placement => {
    const key = `${one.label} ${turn}`;
    const placed = known.get(key) ?? placementOf(one, seedOf(turn));
    known.set(key, placed);
    return placed;
  };
})();

test('whatever is drawn for one member of a class is drawn for others of other causes', () => {
  for (const name of ['refusedByTarget', 'silent'] as const) {
    const members = [...membersOf(name), ...(name === 'silent' ? membersOf('silentButAlive') : [])];
    const met = new Map<string, Set<string>>();
    for (let turn = 0; turn < 150; turn += 1) {
      for (const one of members) {
        const what = drawn(placedAt(one, turn));
        met.set(what, (met.get(what) ?? new Set()).add(one.scenario.cause));
      }
    }
    for (const [what, of] of met) expect(of.size, `${name}: ${what}`).toBeGreaterThan(2);
  }
});

test('that nothing answers is drawn for every cause of silence that can look so, by every way', () => {
  const met = new Map<string, Set<string>>();
  const members = [...membersOf('silent'), ...membersOf('silentButAlive')];
  const wanted: Cause[] = [
    'host-down',
    'host-firewall-drop',
    'security-group',
    'control-panel-firewall',
  ];
  const isMet = (): boolean =>
    met.size === 16 && [...met.values()].every((of) => wanted.every((cause) => of.has(cause)));
  for (let turn = 0; turn < 500 && !isMet(); turn += 1) {
    for (const one of members) {
      const placed = placedAt(one, turn);
      const { client } = truthOf(one, placed).best;
      // Of a host that answers something it is known that it is not down.
      if (!client.includes('host-down')) continue;
      const what = drawn(placed);
      met.set(what, (met.get(what) ?? new Set()).add(one.scenario.cause));
    }
  }
  // Two IP versions, four ways, by a default route or not.
  expect(met.size).toBe(16);
  for (const [what, of] of met) {
    expect([...of], what).toEqual(expect.arrayContaining(wanted));
  }
});

test('the truth is left open by every vantage, in every case, whatever is drawn', () => {
  fc.assert(
    fc.property(fc.constantFrom(...cases), seeds, (one, seed) => {
      const { best, cause } = truthOf(one, placementOf(one, seed));
      for (const left of Object.values(best)) {
        expect(left.length === 0).toBe(cause === 'none');
        if (cause !== 'none') expect(left).toContain(cause);
      }
    }),
  );
});

test('with both known, the class is that of the failure itself', () => {
  for (const one of cases) {
    const placed = placementOf(one, seedOf(1));
    const believed = {
      intendedAddress: placed.addresses[placed.target] ?? '',
      intendedName: placed.domain,
    };
    for (const { label, number, cause, clientSees: declared } of one.layers) {
      if (cause === 'none') continue;
      const { best } = truthOf(one, { ...placed, believed }, number);
      // The whole name is looked up, and found.
      const clientSees = cause === 'search-domain-missing' ? undefined : declared;
      const inner = (left: readonly Cause[]): Cause[] =>
        left.filter((each) => each !== 'private-ip-other-lan' || each === cause);
      const isDark = clientSees === 'silentButAlive' && answersNothing(placed.letsIn);
      const name = isDark ? 'silent' : clientSees;
      expect(inner(best.client), label).toEqual(name ? classes[name] : [cause]);
      const isBeyond = clientSees !== undefined && unsplitByReport.includes(clientSees);
      const byReport = { 'wrong-neighbour': [cause, 'security-group'] }[cause as string] ?? [cause];
      expect(inner(best['client+server']), label).toEqual(
        isBeyond ? classes[clientSees] : byReport,
      );
    }
  }
});
