import { describe, expect, test } from 'vitest';
import { classes, type Cause } from '../../vocabulary/index.ts';
import { caseOf } from '../../tests/fake-case.ts';
import type { Case } from '../case/case.ts';
import type { Placement } from '../topology/place.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { placementOf, truthOf } from './truth.ts';

type Drawn = Partial<Pick<Placement, 'believed' | 'way' | 'letsIn' | 'ipVersion'>> & {
  routes?: string[];
  /** The url has another name than that of the server. */
  misnamed?: boolean;
};

/** What a case leaves open where this was drawn for it. */
function bestOf(name: string, { routes = [], misnamed = false, ...drawn }: Drawn) {
  const one = caseOf(name);
  const placement = { ...placementOf(one, sampleSeed), way: 'address' as const, ...drawn };
  const { addresses, aim, domain, lab } = placement;
  const host = placement.way === 'address' ? (addresses['server'] ?? '') : domain;
  // Others have routes, too, and come in any order.
  const hosts = lab.hosts
    .map((each) => ({
      ...each,
      routes: each.name === 'client' ? routes : ['default via 10.9.9.9'],
    }))
    .toReversed();
  const named = misnamed ? { domain: 'meant.test' } : {};
  return truthOf(one, { ...placement, ...named, lab: { ...lab, hosts }, aim: { ...aim, host } });
}

const known = { intendedAddress: '192.0.2.7' };
const nothing = {};
const dark = { ports: [22], from: '203.0.113.0/24' };
const routes = ['192.0.2.0/24 via 10.0.0.1', 'default via 10.0.0.1'];
const { refusedByTarget: refused, silent, silentButAlive: alive } = classes;

const bind = 'refused/loopback-bind';
const group = 'timeout/security-group';
const inner = 'timeout/private-ip-other-lan (a path that says nothing)';

describe('what a case leaves open to the client and with a report', () => {
  test.each<[string, string, Drawn, readonly Cause[], readonly Cause[]]>([
    [
      'a refusal at the address that is meant',
      bind,
      { believed: known },
      refused,
      ['loopback-bind'],
    ],
    [
      ...(['at an address that nobody vouches for', bind, { believed: nothing }] as const),
      ...([[...refused, 'wrong-host'], ['loopback-bind']] as const),
    ],
    [
      ...(['at a name of a resolver', bind, { believed: nothing, way: 'dns' }] as const),
      ...([[...refused, 'dns-wrong-server', 'wrong-host'], ['loopback-bind']] as const),
    ],
    [
      ...(['at a name of the hosts file', bind, { believed: nothing, way: 'hosts-file' }] as const),
      ...([[...refused, 'hosts-file-override', 'wrong-host'], ['loopback-bind']] as const),
    ],
    [
      ...(['where both say otherwise', bind, { believed: nothing, way: 'disputed' }] as const),
      ...([[...refused, 'hosts-file-override', 'wrong-host'], ['loopback-bind']] as const),
    ],
    [
      ...(['by the name that is meant', bind] as const),
      { believed: { intendedName: 'other.test' }, way: 'dns' },
      ...([[...refused, 'dns-wrong-server'], ['loopback-bind']] as const),
    ],
    [
      ...(['silence of a host that answers ping', group] as const),
      ...([
        { believed: known, letsIn: { ports: [22] }, routes },
        alive,
        ['security-group'],
      ] as const),
    ],
    [
      ...(['of one that closed one port', group] as const),
      ...([{ believed: known, letsIn: 'all', routes }, alive, ['security-group']] as const),
    ],
    [
      ...(['of one that answers nothing', group] as const),
      ...([{ believed: known, letsIn: dark }, silent, ['security-group']] as const),
    ],
    [
      ...(['of one that only the default route leads to', group] as const),
      { believed: known, letsIn: dark, routes },
      [...silent, 'private-ip-other-lan'],
      ['security-group', 'private-ip-other-lan'],
    ],
    [
      ...(['of the same over IPv6', group] as const),
      { believed: known, letsIn: dark, routes, ipVersion: 6 },
      [...silent, 'private-ip-other-lan'],
      ['security-group', 'private-ip-other-lan'],
    ],
    [
      ...(['of another machine by its name', 'timeout/dns-wrong-server'] as const),
      { believed: nothing, way: 'dns' },
      [...silent, 'dns-wrong-server', 'wrong-host'],
      ['host-down', 'dns-wrong-server', 'wrong-host'],
    ],
    [
      ...(['a refusal of another machine by its name', 'refused/dns-wrong-server'] as const),
      { believed: nothing, way: 'dns' },
      [...refused, 'dns-wrong-server', 'wrong-host'],
      ['dns-wrong-server', 'wrong-host'],
    ],
    [
      ...(['the same by the hosts file', 'refused/dns-wrong-server'] as const),
      { believed: nothing, way: 'hosts-file' },
      [...refused, 'hosts-file-override', 'wrong-host'],
      ['hosts-file-override', 'wrong-host'],
    ],
    [
      ...(['the same where both say otherwise', 'refused/dns-wrong-server'] as const),
      { believed: nothing, way: 'disputed' },
      ...([[...refused, 'hosts-file-override', 'wrong-host'], ['hosts-file-override']] as const),
    ],
    [
      ...(['the same by another name', 'refused/dns-wrong-server'] as const),
      { believed: nothing, way: 'hosts-file', misnamed: true },
      ...([[...refused, 'hosts-file-override', 'wrong-host'], ['wrong-host']] as const),
    ],
    [
      ...(['a firewall that refuses', 'refused/firewall-reject-reset'] as const),
      ...([{ believed: known, letsIn: dark }, refused, ['firewall-reject-reset']] as const),
    ],
    [
      ...(['by a line of the hosts file', 'dns/hosts-file-override'] as const),
      { believed: nothing, way: 'dns' },
      [...refused, 'hosts-file-override', 'wrong-host'],
      ['hosts-file-override'],
    ],
    [
      ...(['that line, and the address is known', 'dns/hosts-file-override'] as const),
      ...([
        { believed: known, way: 'dns' },
        ['hosts-file-override'],
        ['hosts-file-override'],
      ] as const),
    ],
    // The client is set to an address by the fault, however it came to the one before.
    [
      ...(['an inner address', inner, { believed: nothing, way: 'dns', routes }] as const),
      [...silent, 'private-ip-other-lan', 'wrong-host'],
      ['private-ip-other-lan', 'security-group'],
    ],
    [
      ...(['an inner address with a route of its own', inner] as const),
      { believed: nothing, routes: routes.slice(0, 1) },
      [...silent, 'wrong-host'],
      ['private-ip-other-lan', 'security-group'],
    ],
    [
      'a router that has no way there',
      'timeout/private-ip-other-lan (a router that says so)',
      ...([
        { believed: nothing, routes },
        ['private-ip-other-lan'],
        ['private-ip-other-lan'],
      ] as const),
    ],
  ])('%s', (_, name, drawn, client, both) => {
    const { cause, best } = bestOf(name, drawn);
    expect(cause).toBe(caseOf(name).layers[0].cause);
    expect(best).toEqual({ client, 'client+server': both });
  });
});

test('a cause outside the vocabulary joins the class that its scenario names', () => {
  const one = caseOf(bind);
  const own: Case = { ...one, layers: [{ ...one.layers[0], cause: 'x-own' }] };
  const placement = { ...placementOf(own, sampleSeed), believed: known, way: 'address' as const };
  expect(truthOf(own, placement)).toEqual({
    cause: 'x-own',
    best: { client: [...refused, 'x-own'], 'client+server': ['x-own'] },
    mendedBy: ['listen-on-all-addresses'],
  });
});

test('nothing is open where nothing is wrong', () => {
  const best = { client: [], 'client+server': [] };
  expect(bestOf('healthy/plain', {})).toEqual({ cause: 'none', best });
});

test('what is not drawn does not make a host dark', () => {
  const one = caseOf(group);
  const drawn = { letsIn: dark, believed: known, way: 'address' as const };
  const placement = { ...placementOf(one, sampleSeed), ...drawn };
  const changes = one.changes.map(({ verb, on, says, apply, undo }) => ({
    verb,
    on,
    says,
    apply,
    undo,
  }));
  expect(truthOf({ ...one, changes }, placement).best.client).toEqual(alive);
});
