import type { Placement } from '../topology/place.ts';
import type { Change, Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

type RuleAction = 'ACCEPT' | 'DROP' | 'REJECT';
type Chain = 'OUTPUT' | 'INPUT';

/** By its port: the address is that of whatever the client is set to. */
const rule = ({ aim }: Placement, chain: Chain, action: RuleAction): string =>
  `-p tcp --${chain === 'OUTPUT' ? 'dport' : 'sport'} ${aim.port} -j ${action}`;

const insert = (on: string, placement: Placement, chain: Chain, action: RuleAction): Step =>
  insertRule(on, chain, rule(placement, chain, action), placement.ipVersion);

const remove = (on: string, placement: Placement, chain: Chain, action: RuleAction): Step =>
  deleteRule(on, chain, rule(placement, chain, action), placement.ipVersion);

/** The client's own firewall discards or rejects what it sends to the port, or discards the answers. */
export const blockOutgoing = <const H extends string>(
  on: H,
  action: 'DROP' | 'REJECT',
  what: 'questions' | 'answers' = 'questions',
): Change<H> => {
  const chain = what === 'questions' ? 'OUTPUT' : 'INPUT';
  return {
    verb: 'blockOutgoing',
    on,
    says: `the client's own firewall ${action === 'DROP' ? 'discards' : 'rejects'} ${what === 'questions' ? 'what it sends to the port' : 'the answers of the port'}`,
    apply: (placement) => [insert(on, placement, chain, action)],
    undo: (placement) => [remove(on, placement, chain, action)],
  };
};

/** The client's own firewall lets what it sends to the port out, and the answers in. */
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
