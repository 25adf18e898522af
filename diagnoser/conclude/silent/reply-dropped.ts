import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { placeOf } from '../open-port.ts';
import { deleteRule } from '../rule-command.ts';
import { takenAway } from './arrived.ts';

export const replyDropped: CauseFile = {
  cause: 'reply-dropped',
  prior: 4,
  judge: (facts) => {
    const { alive, reply, server } = facts;
    const rose = server?.rose;
    const counted = (server?.outbound.length ?? 0) > 0;
    const answered = rose && (rose.halfOpen > 0 || rose.retransmitted > 0);
    return [
      decides('reply', reply === 'silence'),
      speaksAgainst('life', alive === false),
      speaksFor('rules', counted),
      speaksAgainst('arrival', rose && rose.received === 0),
      speaksAgainst('arrival', takenAway(facts)),
      decides('half-open', rose && (answered || counted)),
      speaksAgainst('overflows', rose && rose.overflows > 0),
      speaksAgainst('routes', rose && rose.noRoutes > 0),
    ];
  },
  remedy: ({ server }) => {
    const rule = server?.outbound[0]?.rule;
    return rule === undefined
      ? {
          action: 'look-further',
          text: 'The server answers, and its answer is lost on the way back. Look at each machine on that way, with a capture on either side of it.',
          commands: ["tcpdump -ni any 'tcp[tcpflags] & (tcp-syn|tcp-ack) != 0'"],
        }
      : {
          action: 'open-port',
          text: `Let the server's answers out. The rule is in ${placeOf(rule)}: ${rule.text}`,
          commands:
            rule.backend === 'nft' || rule.kind === 'policy'
              ? []
              : [deleteRule(rule) ?? `${rule.backend}-save -c`],
        };
  },
};
