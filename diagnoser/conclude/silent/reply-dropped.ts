import { placeOf } from '../../observe/rules.ts';
import { isOutbound } from '../../report/rules.ts';
import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { deleteRule, mayBeMeant } from '../rule-command.ts';
import { keepsAnswers, takenAway } from './arrived.ts';

export const replyDropped: CauseFile = {
  cause: 'reply-dropped',
  prior: 4,
  judge: (facts) => {
    const { arrival, connectionTable, halfOpen, life, overflows, reply, routes, rules } = facts;
    const counted = (rules?.outbound.length ?? 0) > 0;
    const isKept = keepsAnswers(facts) || (arrival?.heldBack ?? 0) > 0;
    const answered = halfOpen && (halfOpen.connections > 0 || halfOpen.sentAgain > 0);
    return [
      decides('reply', reply === 'silence'),
      speaksAgainst('life', life?.alive === false),
      speaksFor('rules', counted),
      speaksAgainst('arrival', arrival && arrival.received === 0),
      speaksAgainst('arrival', takenAway(facts)),
      speaksFor('uncountedRules', keepsAnswers(facts)),
      speaksFor('arrival', arrival?.heldBack),
      decides('halfOpen', halfOpen && (answered || counted || isKept)),
      // Packets that the connection table discards are never answered.
      speaksAgainst('connectionTable', connectionTable?.isFull),
      speaksAgainst('overflows', overflows),
      speaksAgainst('routes', routes),
    ];
  },
  remedy: ({ arrival, rules, uncountedRules }) => {
    const possible = uncountedRules?.filter((one) => isOutbound(one) && one.verdict === 'drop');
    const rule = rules?.outbound[0]?.rule ?? (arrival?.heldBack ? possible?.[0] : undefined);
    const isLeft = rule?.backend === 'nft' || rule?.kind === 'policy';
    const removal = rule === undefined || isLeft ? undefined : deleteRule(rule);
    return rule === undefined
      ? {
          action: 'look-further',
          text: 'The server answers, and its answer is lost on the way back. Look at each machine on that way, with a capture on either side of it.',
          commands: ["tcpdump -ni any 'tcp[tcpflags] & (tcp-syn|tcp-ack) != 0'"],
        }
      : {
          action: 'open-port',
          text: `Let the server's answers out.${removal === undefined ? '' : mayBeMeant} The rule is in ${placeOf(rule)}: ${rule.text}`,
          commands: isLeft ? [] : [removal ?? `${rule.backend}-save -c`],
        };
  },
};
