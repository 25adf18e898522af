import { expect, test } from 'vitest';
import { factsWith, marksOf } from '../conclude/sample-facts.ts';
import { clientFirewall } from '../conclude/client/client-firewall.ts';
import { ownRules } from './own-rules.ts';

const meanwhile = (received: number, delivered: number) => {
  const { attempt, ...facts } = factsWith({});
  const counters = {
    ...{ 'Ip.InReceives': received, 'Ip.InDelivers': delivered },
    'TcpExt.TCPSynRetrans': 1,
  };
  return ownRules.read({ ...facts, ...(attempt && { attempt: { ...attempt, counters } }) });
};

test('one answer for each SYN that no protocol was given is kept back by a rule here', () => {
  expect(meanwhile(2, 0)?.keptFrom).toBe(true);
  expect(meanwhile(2, 2)?.keptFrom).toBe(false);
});

test('an answer for each SYN that a policy of IPsec discarded is kept back here', () => {
  const { attempt, ...facts } = factsWith({});
  const withPolicy = (blocked: number) => {
    const counters = {
      ...{ 'Ip.InReceives': 2, 'Ip.InDelivers': 2, 'TcpExt.TCPSynRetrans': 1 },
      XfrmInPolBlock: blocked,
    };
    return ownRules.read({ ...facts, ...(attempt && { attempt: { ...attempt, counters } }) });
  };
  const given = withPolicy(2);
  expect(given).toEqual({ heldBack: 0, swallowed: 2, keptFrom: true, byPolicy: true });
  const { commands } = clientFirewall.remedy(factsWith({ ownRules: given }));
  expect(commands).toEqual(['ip xfrm policy', 'ip xfrm state']);
  expect(withPolicy(0)).not.toHaveProperty('byPolicy');
});

test('one of two is not known: that to the last SYN may not have come yet', () => {
  const given = meanwhile(2, 1);
  expect(given?.keptFrom).toBeUndefined();
  expect(marksOf(clientFirewall, { ownRules: given })).toEqual(['+reply']);
  expect(marksOf(clientFirewall, { ownRules: meanwhile(2, 2) })).toContain('-ownRules');
});
