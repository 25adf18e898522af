import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import type { Facts } from '../../observe/facts.ts';
import { failedTls } from './look-at-tls.ts';

const unrecognizedName = 112;

/** The server itself, by an alert or without a word. What it cuts off without a word, something before it may. */
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

/** How the connection ended that asked for the name, where another stood. */
export const isCutOff = ({ hello }: Facts): 'closed' | 'reset' | 'silence' | undefined => {
  const answer = hello?.isByName === true ? hello.first.answer : undefined;
  return answer === 'closed' || answer === 'reset' || answer === 'silence' ? answer : undefined;
};
