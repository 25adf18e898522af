import { expect, test } from 'vitest';
import { placeOf } from './fault-place.ts';
import { faultOf } from './fault.ts';
import { ipVersionsOf, overEach } from './ip-versions.ts';
import { placementOf } from './placement.ts';
import { standInPort } from './stands.ts';
import { symptomNames } from './symptoms.ts';

const aim = { scheme: 'http', host: 'fd00::7', port: 80, path: '/' };
const service = { program: 'odd-server', address: '::', port: 21_980 } as const;
const placement = placementOf(aim, service);
const both = { a: { addresses: { 4: '10.0.0.7', 6: 'fd00::7' }, names: [] } };

test('rules are made at each IP version of which a container has an address', () => {
  expect(ipVersionsOf({ networks: both })).toEqual([4, 6]);
  expect(ipVersionsOf({ networks: { a: { addresses: { 6: 'fd00::7' }, names: [] } } })).toEqual([
    6,
  ]);
  expect(ipVersionsOf({ networks: {} })).toEqual([4]);
});

const inContainer = symptomNames.filter((name) => name !== 'name-not-found');

test.each(inContainer)('%s holds by IPv6 as by IPv4, and all of it is taken back', (name) => {
  const scheme = name.startsWith('certificate') ? 'https' : 'http';
  const { changes } = faultOf(name, { ...aim, scheme }, 'address');
  const made = changes.map((change) => overEach([4, 6], change));
  const lines = (steps: ReturnType<(typeof made)[number]['apply']>): string[] =>
    steps.flatMap((step) => (step.kind === 'run' ? [step.argv.at(-1) ?? ''] : []));
  const applied = made.flatMap((change) => lines(change.apply(placement)));
  const undone = made.flatMap((change) => lines(change.undo(placement)));
  const rules = (all: string[], tool: string, does: string): string[] =>
    all.flatMap((line) =>
      line
        .split(` ${does} `)
        .slice(1)
        .filter(() => line.startsWith(tool)),
    );
  const [four, six] = ['iptables', 'ip6tables'].map((tool) => rules(applied, tool, '-I'));
  expect(six).toHaveLength(four?.length ?? 0);
  expect(six?.length).toBeGreaterThan(1);
  for (const rule of [...(four ?? []), ...(six ?? [])]) {
    expect(undone.filter((line) => line.endsWith(` -D ${rule}`)).length).toBeGreaterThan(0);
  }
  // A program that serves in its place is one for both.
  const started = made
    .flatMap((change) => change.apply(placement))
    .filter(({ kind }) => kind === 'serve');
  expect(started.length).toBeLessThan(2);
});

test('faults at two ports of a container share neither a rule nor the port of a stand-in', () => {
  const linesAt = (port: number): string[] =>
    faultOf('reset', aim, 'address').changes.flatMap((change) =>
      change
        .apply(placementOf({ ...aim, port }, { ...service, port: standInPort(port) }))
        .flatMap((step) => (step.kind === 'run' ? [step.argv.at(-1) ?? ''] : [])),
    );
  const [one, other] = [linesAt(80), linesAt(6379)];
  expect(one).toHaveLength(3);
  expect(one.filter((line) => other.includes(line))).toEqual([]);
  const ports = [80, 443, 1883, 3306, 5432, 6379, 8080, 8443, 9092, 27_017, 21_980];
  const standIns = ports.map(standInPort);
  expect(new Set([...ports, ...standIns]).size).toBe(2 * ports.length);
  expect(Math.max(...standIns)).toBeLessThan(32_768);
});

test('a scenario shows over IPv6 what it shows there', () => {
  const seen = (name: string, host: string) =>
    faultOf(name, { ...aim, host }, 'address').expected.code;
  expect(seen('unreachable/firewall-reject', 'fd00::7')).toBe('EACCES');
  expect(seen('unreachable/firewall-reject', '10.0.0.7')).toBe('EHOSTUNREACH');
  expect(seen('unreachable', 'fd00::7')).toBe('EHOSTUNREACH');
});

test('where there is no address of the IP version, that is said', () => {
  const target = { id: 'c', name: 'web', isRunning: true, published: {}, session: {} };
  const four = { a: { addresses: { 4: '10.0.0.7' }, names: ['web'] } };
  const place = (networks: typeof four, ipVersion: 4 | 6 | undefined) =>
    placeOf(
      {
        ...{ target: { ...target, networks }, port: 80, publishedOn: '127.0.0.1' },
        ...{ ipVersion, aim: { scheme: 'http', path: '/' } },
      },
      'address',
    );
  expect(place(four, undefined).host).toBe('10.0.0.7');
  expect(place(both as never, 6).host).toBe('fd00::7');
  expect(() => place(four, 6)).toThrow('web has no IPv6 address there');
});
