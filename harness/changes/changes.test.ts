/**
 * What a lab over IPv4 does not show: the forms of commands over IPv6, and what stands in them as text.
 * What each change does to a lab, and that its undo takes back just that: tests/docker/changes.test.ts.
 */
import { expect, test } from 'vitest';
import * as verbs from './index.ts';
import type { Placement } from '../topology/place.ts';
import { samplePlacement } from './sample-placement.ts';

const overIpv6: Placement = { ...samplePlacement, ipVersion: 6 };

/** The commands of root that apply a change and take it back, one a line. */
const commands = (change: verbs.Change, placement = overIpv6): string[] =>
  [...change.apply(placement), ...change.undo(placement)].flatMap((step) =>
    step.kind === 'run' ? [step.argv.join(' ')] : [],
  );

test.each([
  verbs.dropPackets('server'),
  verbs.rejectPackets('server', 'tcp-reset'),
  verbs.openPort('server'),
  verbs.setSecurityGroup('router'),
  verbs.openPortInFront('router'),
  verbs.withholdErrors('router'),
])('$verb over IPv6 touches ip6tables alone', (change) => {
  const lines = commands(change);
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).not.toMatch(/(^|\s)iptables /);
  expect(lines.join('\n')).toContain('ip6tables -I');
  expect(lines.join('\n')).toContain('ip6tables -D');
});

test('the answer of a rule that rejects is called otherwise over IPv6, a reset is not', () => {
  const answer = (by: 'icmp-port-unreachable' | 'tcp-reset') =>
    /--reject-with (\S+)/.exec(commands(verbs.rejectPackets('server', by))[0] ?? '')?.[1];
  expect(answer('icmp-port-unreachable')).toBe('icmp6-port-unreachable');
  expect(answer('tcp-reset')).toBe('tcp-reset');
});

test('a machine that is renumbered gets the prefix of its IP version', () => {
  const placement = { ...overIpv6, freeAddress: 'fd00::9' };
  expect(commands(verbs.renumber('server'), placement).join('\n')).toContain('fd00::9/64');
  expect(commands(verbs.renumber('server'), samplePlacement).join('\n')).toMatch(/add [\d.]+\/24/);
});

test('the dots of a name that is taken out of the hosts file are dots', () => {
  expect(commands(verbs.removeHostsLine('client'))[0]).toBe(
    String.raw`sh -c sed -i '/ shop\.test$/d' /etc/hosts`,
  );
});

test.each([
  ['alder', 'aldre'],
  ['cypress', 'cypres'],
])('a name that is misspelt is another than %s', (word, spelt) => {
  const placement = { ...samplePlacement, domain: `${word}.news.test` };
  expect(verbs.useShortName('client', 'wrong').apply(placement)).toMatchObject([
    { kind: 'aim', at: { host: spelt } },
  ]);
});
