import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { isPrivate } from '../../report/addresses.ts';
import { sh } from '../command.ts';
import { arrived, keepsAnswers } from './arrived.ts';

export const securityGroup: CauseFile = {
  cause: 'security-group',
  prior: 9,
  judge: (facts) => {
    const came = arrived(facts);
    return [
      decides('reply', facts.reply === 'silence'),
      speaksAgainst('life', facts.life?.alive === false),
      decides('arrival', came === undefined ? undefined : !came),
      speaksAgainst('rules', (facts.rules?.inbound.length ?? 0) > 0),
      speaksAgainst('uncountedRules', keepsAnswers(facts)),
      // A public address may be the server's by NAT; a private one is its own or not.
      speaksAgainst('ownAddress', facts.ownAddress === false && isPrivate(facts.address)),
    ];
  },
  remedy: ({ port }) => ({
    action: 'open-port-in-front',
    text: `Nothing of the attempt reached the server. Let TCP port ${port} in where its network begins: the security group, the cloud console or the router in front.`,
    commands: [sh`tcpdump -ni any ${`tcp dst port ${port}`}`],
  }),
};
