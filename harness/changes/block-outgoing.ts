import type { Placement } from '../topology/place.ts';
import type { Change, Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

type RuleTarget = 'ACCEPT' | 'DROP' | 'REJECT';
type Chain = 'OUTPUT' | 'INPUT';

/** `questions of all but root`: like a rule that allows one user's programs only (iptables-extensions(8), owner). */
type What = 'questions' | 'answers' | 'questions of all but root';

const says: Readonly<Record<What, string>> = {
  questions: 'what it sends to the port',
  answers: 'the answers of the port',
  'questions of all but root': 'what programs of other users than root send to the port',
};

/** Matches the port, not the address, which depends on what the client is configured with. */
const rule = ({ aim }: Placement, chain: Chain, action: RuleTarget, match = ''): string =>
  `-p tcp --${chain === 'OUTPUT' ? 'dport' : 'sport'} ${aim.port}${match} -j ${action}`;

const insert = (on: string, placement: Placement, chain: Chain, action: RuleTarget): Step =>
  insertRule(on, chain, rule(placement, chain, action), placement.ipVersion);

const remove = (on: string, placement: Placement, chain: Chain, action: RuleTarget): Step =>
  deleteRule(on, chain, rule(placement, chain, action), placement.ipVersion);

/** The client's own firewall drops or rejects packets that it sends to the port, or drops the replies. */
export const blockOutgoing = <const H extends string>(
  on: H,
  action: 'DROP' | 'REJECT',
  what: What = 'questions',
): Change<H> => {
  const chain = what === 'answers' ? 'INPUT' : 'OUTPUT';
  const match = what === 'questions of all but root' ? ' -m owner ! --uid-owner 0' : '';
  const text = (placement: Placement): string => rule(placement, chain, action, match);
  return {
    verb: 'blockOutgoing',
    on,
    says: `the client's own firewall ${action === 'DROP' ? 'discards' : 'rejects'} ${says[what]}`,
    apply: (placement) => [insertRule(on, chain, text(placement), placement.ipVersion)],
    undo: (placement) => [deleteRule(on, chain, text(placement), placement.ipVersion)],
  };
};

/** The client's own firewall allows its packets to the port, and the replies. */
export const allowOutgoing = <const H extends string>(on: H): Change<H> => ({
  verb: 'allowOutgoing',
  on,
  says: "the client's own firewall lets the connection out",
  apply: (placement) => [
    insert(on, placement, 'OUTPUT', 'ACCEPT'),
    insert(on, placement, 'INPUT', 'ACCEPT'),
  ],
  undo: (placement) => [
    remove(on, placement, 'OUTPUT', 'ACCEPT'),
    remove(on, placement, 'INPUT', 'ACCEPT'),
  ],
});
