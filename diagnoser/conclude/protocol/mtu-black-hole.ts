import { decides, speaksAgainst } from '../cause-file.ts';
import { sh } from '../command.ts';
import { byAnswer } from './by-answer.ts';
import { namesPort } from '../../report/rules.ts';
import { isStopped } from './stands-still.ts';

export const mtuBlackHole = byAnswer(
  'mtu-black-hole',
  2,
  ({ address }) => ({
    action: 'let-sizes-be-told',
    text: `What is short passes, and what is long does not: a link on the way takes smaller packets than the networks at its ends, and what tells their sender so (ICMP "fragmentation needed", ICMPv6 "packet too big") is discarded. Let these through at every firewall on the way, or clamp the MSS at the router in front of the link (iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu).`,
    commands: [sh`tracepath -n ${address}`, sh`ping -M do -c 2 -s 1472 ${address}`],
  }),
  (facts) => [
    decides('sizes', facts.sizes && facts.sizes.lost !== 'nothing'),
    speaksAgainst('owner', isStopped(facts)),
    // Two short questions that differ in the name alone: one is answered.
    speaksAgainst('hello', facts.hello?.isByName),
    // A rule for the port discards packets by content or mark, not by size.
    speaksAgainst(
      'rules',
      facts.rules?.inbound.some(
        ({ rule }) => rule.verdict === 'drop' && namesPort(rule, facts.port) === true,
      ),
    ),
  ],
);
