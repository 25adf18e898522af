import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';

export const clientFirewall: CauseFile = {
  cause: 'client-firewall',
  prior: 4,
  judge: ({ ownRules, reply }) => [
    decides('reply', reply === 'own-firewall' || reply === 'silence'),
    decides('ownRules', ownRules !== undefined && (ownRules.heldBack > 0 || ownRules.keptFrom)),
    speaksAgainst('ownRules', reply === 'silence' && ownRules?.keptFrom === false),
  ],
  remedy: ({ address, attempt, ownRules, port }) => {
    const ipv6 = address.includes(':') ? 'ip6tables' : 'iptables';
    if (ownRules?.byPolicy)
      return {
        action: 'open-client-firewall',
        text: `A policy of IPsec of this machine discards what goes to ${address} or comes from it: it blocks it, or wants it protected, and no association for that stands. Start the VPN that the policy is of, or have its configuration let this through.`,
        commands: ['ip xfrm policy', 'ip xfrm state'],
      };
    if (attempt?.local === true) {
      return {
        action: 'open-client-firewall',
        text: `connect(2) is not permitted (EPERM): a rule or a program of this machine forbids it. Let it through to ${address} port ${port}: see the rules for what goes out, and what confines the program (a sandbox, cgroups, systemd).`,
        commands: [`${ipv6} -S OUTPUT`, 'nft list ruleset'],
      };
    }
    const isIn = ownRules?.keptFrom === true && ownRules.heldBack === 0;
    return {
      action: 'open-client-firewall',
      text: isIn
        ? `The answers of ${address} come to this machine, and a rule of its own discards them. Let answers in (conntrack state ESTABLISHED).`
        : `The SYN never leaves this machine: a rule of its own firewall discards or rejects it. Let TCP to ${address} port ${port} out. It may be a rule for some users or programs alone (owner, skuid, cgroup): then others get out.`,
      commands: [`${ipv6} -S ${isIn ? 'INPUT' : 'OUTPUT'}`, 'nft list ruleset'],
    };
  },
};

/** Clears other causes where this machine's own firewall stops the packets. */
export const notByItself = (causes: readonly CauseFile[]): CauseFile[] =>
  causes.map((file) => ({
    ...file,
    judge: (facts) => [...file.judge(facts), speaksAgainst('ownRules', facts.ownRules?.keptFrom)],
  }));
