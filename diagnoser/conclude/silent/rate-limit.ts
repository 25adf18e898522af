import { placeOf } from '../../observe/rules.ts';
import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';

export const rateLimit: CauseFile = {
  cause: 'rate-limit',
  prior: 1.1,
  judge: ({ life, reply, rules }) => [
    decides(
      'reply',
      reply === 'silence' || (rules?.purpose === 'limit' && rejects.includes(reply)),
    ),
    speaksAgainst('life', life?.alive === false),
    decides('rules', rules && rules.purpose === 'limit'),
  ],
  remedy: ({ rules }) => {
    const rule = rules?.inbound[0]?.rule;
    const found = rule === undefined ? '' : ` It is in ${placeOf(rule)}: ${rule.text}`;
    return {
      action: 'raise-limit',
      text: `A rule of the server's firewall limits connections, and the client is above the limit.${found}. See who connects so often; raise the limit where that is meant, and leave the rule: it keeps floods out.`,
      commands: [],
    };
  },
};

const rejects: readonly string[] = ['icmp', 'reset', 'refused'];
