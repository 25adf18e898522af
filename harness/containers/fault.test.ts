import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FaultNotPossible } from '../errors.ts';
import { scenarioFiles } from '../case/scenario-files.ts';
import { faultOf, standings } from './fault.ts';
import { kinds, symptomNames, type SymptomKind, type SymptomName } from './symptoms.ts';

const http = { scheme: 'http', host: 'h', port: 1, path: '/' };
const https = { ...http, scheme: 'https' };
const tcp = { scheme: 'tcp', host: 'h', port: 1, path: '' };

const ofTls = symptomNames.filter((name) => name.startsWith('certificate'));
const plain = symptomNames.filter((name) => !ofTls.includes(name));

test('every symptom can be made in the network of a container, and all but ICMP errors, names and what stood at the gate', () => {
  for (const name of plain) expect(faultOf(name, http, 'sidecar').changes).toHaveLength(2);
  for (const name of ofTls) expect(faultOf(name, https, 'address').expected.at).toBe('tls');
  const elsewhere = ['unreachable', 'name-not-found', 'vanished'];
  const atGate = plain.filter((name) => !elsewhere.includes(name));
  for (const name of atGate) expect(faultOf(name, http, 'gate').changes).toHaveLength(1);
  for (const name of ofTls) expect(() => faultOf(name, https, 'gate')).toThrow('keep a key');
  expect(() => faultOf('unreachable', http, 'gate')).toThrow(
    'unreachable cannot be made from where this stands (gate): a listener on the loopback interface cannot make ICMP errors.',
  );
});

const names = symptomNames.flatMap((name) => {
  const kind: SymptomKind = kinds[name];
  return [name, ...Object.keys(kind.causes ?? {}), ...kind.alike];
});

test.each(names)('%s can be made at each place, or the error names the place that can', (name) => {
  const aim = { ...(/certificate/.test(name) ? https : http), host: 'cache' };
  for (const standing of ['sidecar', 'address', 'gate'] as const) {
    try {
      const { changes, made } = faultOf(name, aim, standing);
      expect(changes.length).toBeGreaterThan(0);
      if (!name.includes('/')) expect(made).toBe('symptom');
    } catch (error) {
      expect(standing).toBe('gate');
      expect(error).toBeInstanceOf(FaultNotPossible);
      expect((error as FaultNotPossible).next).toContain('give { from } a container');
    }
  }
});

test('docs/containers.md has each symptom, and whether the gate can make it', () => {
  const page = readFileSync(new URL('../../docs/containers.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('## Symptoms');
  const rows = table
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const told = rows.flatMap((row) => {
    const cells = row.split('|').map((cell) => cell.trim());
    const found = cells[1]!.match(/(?<=`)[a-z-]+(?=`)/g) ?? [];
    return found.map((name) => [name, cells.at(-2)]);
  });
  const isAtGate = (name: SymptomName): string =>
    typeof kinds[name].atGate(http) === 'string' ? 'no' : 'yes';
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(symptomNames.map((name) => [name, isAtGate(name)])),
  );
});

describe('a scenario id', () => {
  test.each([
    ['timeout/host-firewall-drop', 'sidecar', 'cause'],
    ['timeout/host-firewall-drop', 'gate', 'symptom'],
    ['timeout/security-group', 'address', 'symptom'],
    ['silence', 'address', 'symptom'],
  ] as const)('%s at the %s makes the %s', (name, standing, made) => {
    const fault = faultOf(name, tcp, standing);
    expect(fault).toMatchObject({ made, expected: { at: 'connect', code: 'silence' } });
  });

  test('that is taken is one', async () => {
    const { files } = await scenarioFiles(undefined);
    const ids = files.map(({ id }) => id);
    let said = '';
    try {
      faultOf('x', tcp, 'gate');
    } catch (error) {
      said = String(error);
    }
    const taken = /scenarios: (.*)/.exec(said)?.[1]?.split(', ') ?? [];
    expect(taken.length).toBeGreaterThan(10);
    expect(taken.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

test('what a client of plain TCP cannot see is refused, with what would let it see', () => {
  expect(() => faultOf('stalled', tcp, 'sidecar')).toThrow('says: "PING');
  expect(faultOf('stalled', { ...tcp, says: '' }, 'sidecar').expected.at).toBe('exchange');
  expect(() => faultOf('vanished', tcp, 'sidecar')).toThrow('asked twice: give { says: "PING');
  expect(() => faultOf('vanished', https, 'sidecar')).toThrow('connection that is kept');
  expect(faultOf('vanished', { ...tcp, says: 'PING' }, 'address').stays).toBe(true);
  expect(() => faultOf('name-not-found', { ...tcp, host: '10.0.0.7' }, 'address')).toThrow(
    'withNetworkAliases',
  );
  expect(() => faultOf('bad-gateway', tcp, 'sidecar')).toThrow('give { scheme: "http" }');
  expect(() => faultOf('certificate-expired', http, 'sidecar')).toThrow('scheme: "https"');
});

test('a misspelt symptom is answered with the nearest', () => {
  expect(standings).toContain('gate');
  expect(() => faultOf('silense', tcp, 'gate')).toThrow('nearest: silence');
});
