import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import type { Facts } from '../../observe/facts.ts';
import { failedTls } from './look-at-tls.ts';

const unrecognizedName = 112;

/**
 * The server refuses the name, by an alert or by closing. If it closes without an alert, something in between may
 * have done so.
 */
export const nameRefused: CauseFile = {
  cause: 'name-refused',
  prior: 2,
  judge: (facts) => [
    decides('hello', isRefused(facts)),
    speaksAgainst('resets', isCutOff(facts) === 'reset' && facts.resets === 0),
  ],
  remedy: ({ evidence, port }) => ({
    action: 'serve-name',
    text: `The server on port ${port} does not serve the name ${evidence.target.host} over TLS. Have it serve that name, with a certificate for it (in nginx a server with that server_name), or connect by a name that it serves.`,
    commands: [],
  }),
};

const isRefused = (facts: Facts): boolean | undefined => {
  const { hello } = facts;
  if (hello === undefined || failedTls(facts) === undefined) return undefined;
  return hello.first.alert === unrecognizedName || hello.isByName;
};

/** How the connection with the name ended, if one without it succeeded. */
export const isCutOff = ({ hello }: Facts): 'closed' | 'reset' | 'silence' | undefined => {
  const answer = hello?.isByName === true ? hello.first.answer : undefined;
  return answer === 'closed' || answer === 'reset' || answer === 'silence' ? answer : undefined;
};
