import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { failedTls } from './look-at-tls.ts';
import { isCutOff } from './name-refused.ts';

export const nameBlocked: CauseFile = {
  cause: 'name-blocked',
  prior: 2,
  judge: (facts) => [
    decides('hello', failedTls(facts) && facts.hello && isCutOff(facts) !== undefined),
    speaksAgainst('resets', isCutOff(facts) === 'reset' && facts.resets),
  ],
  remedy: ({ address, evidence, port }) => ({
    action: 'unblock-name',
    text: `Something on the way to ${address} reads the name that TLS asks for in clear (SNI), and cuts off ${evidence.target.host}. Have whoever runs that network let the name through, or connect by another network.`,
    commands: [
      sh`openssl s_client -connect ${`${address.includes(':') ? `[${address}]` : address}:${port}`} -servername ${evidence.target.host} </dev/null`,
    ],
  }),
};
