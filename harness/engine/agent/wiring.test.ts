import { expect, test } from 'vitest';
import { casesOf } from '../../case/case.ts';
import { loadScenarios } from '../../case/registry.ts';
import { placementOf } from '../../run/truth.ts';
import { sampleSeed } from '../../topology/sample-seed.ts';
import { holdForEach } from '../../../tests/hold-for-each.ts';
import { wiringOf } from './wiring.ts';

const cases = (await loadScenarios()).flatMap(casesOf);

test('each device of a lane is given a number, and no two the same: none depends on the labs before', () =>
  holdForEach(
    cases,
    ({ label }) => label,
    (one) => {
      const { lab } = placementOf(one, sampleSeed);
      const added = wiringOf(lab, () => 1).filter((line) => line.startsWith('link add '));
      const numbers = added.map((line) => / index (\d+) /.exec(line)?.[1]);
      const wires = lab.hosts.flatMap(({ interfaces }) => interfaces);
      expect(added).toHaveLength(lab.networks.length + wires.length);
      expect(numbers).not.toContain(undefined);
      expect(new Set(numbers).size).toBe(numbers.length);
    },
  ));

test('a wire joins the interface of a host to the bridge of its network', () => {
  const [one] = cases.filter(({ id }) => id === 'refused/not-listening');
  const { lab } = placementOf(one!, sampleSeed);
  const client = lab.hosts.findIndex(({ name }) => name === 'client');
  const network = lab.hosts[client]!.interfaces[0]!.network;
  const lines = wiringOf(lab, (host) => (host === 'client' ? 77 : 1));
  expect(lines.filter((line) => line.includes(`h${client}e0 `))).toEqual([
    expect.stringMatching(/ type veth peer name eth0 netns 77$/),
    `link set h${client}e0 master br${lab.networks.indexOf(network)}`,
    `link set h${client}e0 up`,
  ]);
});
