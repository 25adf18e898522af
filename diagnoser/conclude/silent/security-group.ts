import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { arrived } from './arrived.ts';

export const securityGroup: CauseFile = {
  cause: 'security-group',
  prior: 9,
  judge: (facts) => {
    const came = arrived(facts);
    return [
      decides('reply', facts.reply === 'silence'),
      speaksAgainst('life', facts.alive === false),
      decides('arrival', came === undefined ? undefined : !came),
      speaksAgainst('rules', (facts.server?.inbound.length ?? 0) > 0),
    ];
  },
  remedy: ({ port }) => ({
    action: 'open-port-in-front',
    text: `Nothing of the attempt reached the server. Let TCP port ${port} in where its network begins: the security group, the cloud console or the router in front.`,
    commands: [`tcpdump -ni any 'tcp dst port ${port}'`],
  }),
};
