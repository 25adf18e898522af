import { placeOf } from '../../observe/rules.ts';
import { isInvalid } from '../../report/purpose.ts';
import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';

export const rateLimit: CauseFile = {
  cause: 'rate-limit',
  prior: 1.1,
  judge: ({ arrival, life, reply, rules }) => [
    decides(
      'reply',
      reply === 'silence' || (rules?.purpose === 'limit' && rejects.includes(reply)),
    ),
    speaksAgainst('life', life?.alive === false),
    speaksAgainst('arrival', arrival?.received === 0 && rules?.inbound.length === 0),
    decides('rules', rules && rules.purpose === 'limit'),
  ],
  remedy: ({ rules, uncountedRules }) => {
    const rule = rules?.inbound[0]?.rule ?? uncountedRules?.find((one) => !isInvalid(one));
    const found = rule === undefined ? '' : ` It is in ${placeOf(rule)}: ${rule.text}`;
    return {
      action: 'raise-limit',
      text: `A rule of the server's firewall limits connections, and the client is above the limit.${found}. See who connects so often; raise the limit where that is meant, and leave the rule: it keeps floods out.`,
      commands: [],
    };
  },
};

const rejects: readonly string[] = ['icmp', 'reset', 'refused'];
