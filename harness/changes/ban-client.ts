import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

type RuleAction = 'DROP' | 'REJECT';

const tool = ({ ipVersion }: Placement): string => (ipVersion === 4 ? 'iptables' : 'ip6tables');

const jump = ({ aim }: Placement): string => `-p tcp -m multiport --dports ${aim.port} -j f2b-app`;

const ban = ({ addresses, ipVersion }: Placement, action: RuleAction): string => {
  const by = ipVersion === 4 ? 'icmp-port-unreachable' : 'icmp6-port-unreachable';
  return `-s ${addresses['client']} -j ${action}${action === 'REJECT' ? ` --reject-with ${by}` : ''}`;
};

const unban = (on: string, placement: Placement, action: RuleAction): Step =>
  shell(
    on,
    `! ${tool(placement)} -C f2b-app ${ban(placement, action)} 2>/dev/null || ${tool(placement)} -D f2b-app ${ban(placement, action)}`,
  );

/** The rules that fail2ban makes where a jail `app` has banned the client (action.d/iptables.conf). */
export const banClient = <const H extends string>(on: H, action: RuleAction): Change<H> => ({
  verb: 'banClient',
  on,
  says: `fail2ban's rules for the port ${action === 'DROP' ? 'discard' : 'reject'} what the client sends`,
  apply: (placement) => [
    shell(
      on,
      `${tool(placement)} -S f2b-app >/dev/null 2>&1 || { ${tool(placement)} -N f2b-app && ${tool(placement)} -A f2b-app -j RETURN; }`,
    ),
    insertRule(on, 'INPUT', jump(placement), placement.ipVersion),
    insertRule(on, 'f2b-app', ban(placement, action), placement.ipVersion),
  ],
  undo: (placement) => [
    deleteRule(on, 'INPUT', jump(placement), placement.ipVersion),
    shell(
      on,
      `! ${tool(placement)} -S f2b-app >/dev/null 2>&1 || { ${tool(placement)} -F f2b-app && ${tool(placement)} -X f2b-app; }`,
    ),
  ],
});

/** The ban of the client is taken back, and the jail stays. */
export const unbanClient = <const H extends string>(on: H, action: RuleAction): Change<H> => ({
  verb: 'unbanClient',
  on,
  says: 'the ban of the client is taken back',
  apply: (placement) => [unban(on, placement, action)],
  undo: (placement) => [insertRule(on, 'f2b-app', ban(placement, action), placement.ipVersion)],
});
