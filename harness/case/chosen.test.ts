import { describe, expect, test } from 'vitest';
import { sampleSeed, seedOf } from '../topology/sample-seed.ts';
import { varying } from '../topology/draw-point.ts';
import { casesOf, drawn } from './case.ts';
import { chosenCases } from './chosen.ts';
import { wholePointText } from './point-text.ts';
import { loadScenarios } from './registry.ts';
import { select } from './select.ts';

const all = await loadScenarios();
const reset = select(all, ['refused/firewall-reject-reset']);
const edge = select(all, ['refused/cdn-in-path']);

test('without a choice every case is where the seed has it', () => {
  const cases = chosenCases(all, {}, sampleSeed);
  expect(cases.map(({ label }) => label)).toEqual(all.flatMap(casesOf).map(({ label }) => label));
  expect(cases.every(({ point }) => point === undefined)).toBe(true);
});

test('values that are given hold, and the rest is as the seed has it', () => {
  const [one] = chosenCases(reset, { at: 'ipVersion=6, noise=rules' }, sampleSeed);
  const open = drawn(casesOf(reset[0]!)[0]!, sampleSeed);
  expect(one?.point).toEqual({ ...open.point, ipVersion: 6, noise: 'rules' });
});

test('the text of a point brings it back, whatever the seed', () => {
  for (const one of all.flatMap(casesOf).map((each) => drawn(each, seedOf(3)))) {
    const at = wholePointText(one.axes, one.point!);
    const scenarios = select(all, [one.id]);
    const form = one.form === undefined ? {} : { form: one.form };
    const [again] = chosenCases(scenarios, { at, ...form }, sampleSeed);
    expect(again?.point).toEqual(one.point);
  }
});

test.each([
  ['ipVersion=5', '--at is ipVersion=5; ipVersion is 5; allowed are 4, 6.'],
  ['moon=full', '--at is moon=full; moon is no axis; axes are ipVersion, firewall, way, layout'],
  ['firewall=firewalld', 'firewall is firewalld; allowed are iptables, nft, ufw.'],
  ['noise', 'noise is ; allowed are none, rules, listeners, connections, traffic.'],
])('%s is wrong use, with what is allowed', (at, says) => {
  expect(() => chosenCases(reset, { at }, sampleSeed)).toThrow(says);
});

test('a form alone, and one that is not there', () => {
  const form = 'by the own name';
  expect(chosenCases(edge, { form }, sampleSeed).map((one) => one.form)).toEqual([form]);
  expect(() => chosenCases(edge, { form: 'by magic' }, sampleSeed)).toThrow(
    '--form is by magic; forms here are by the own name, by a port that it carries.',
  );
  expect(() => chosenCases(reset, { form }, sampleSeed)).toThrow('these scenarios have no forms');
});

describe('all points that matter', () => {
  const cases = chosenCases(all, { all: true }, sampleSeed);

  test('have names of their own, by where they differ from the defaults', () => {
    const labels = cases.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(new Set(cases.map(({ key }) => key)).size).toBe(labels.length);
    expect(labels).toContain('refused/wrong-port');
    expect(labels.some((label) => /^refused\/wrong-port \(ipVersion=6, .*\)$/.test(label))).toBe(
      true,
    );
  });

  test('are the same for any seed, and reach every value of every case', () => {
    const others = chosenCases(all, { all: true }, seedOf(9));
    expect(others.map(({ label }) => label)).toEqual(cases.map(({ label }) => label));
    for (const open of all.flatMap(casesOf)) {
      const own = cases.filter(
        ({ id, label }) => id === open.id && label.startsWith(open.label.replace(/\)$/, '')),
      );
      for (const axis of varying(open.axes)) {
        const met = new Set<unknown>(own.map(({ point }) => point?.[axis]));
        expect(
          [...open.axes[axis]].every((value) => met.has(value)),
          open.label,
        ).toBe(true);
      }
    }
  });
});
