import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { isName } from '../../report/addresses.ts';
import type { Facts } from '../../observe/facts.ts';
import { failedTls } from './look-at-tls.ts';

/** Alert numbers (RFC 8446, 6.2; RFC 6066, 3). */
const unrecognizedName = 112;
const internalError = 80;

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
  remedy: ({ evidence, hello, port }) => ({
    action: 'serve-name',
    text: `${
      hello?.first.alert === internalError
        ? `The server on port ${port} ends TLS by a failure of its own (alert 80, internal_error) as soon as it is asked: so do programs in Go (Caddy, Traefik) and those with OpenSSL where they have no certificate for ${isName(evidence.target.host) ? `the name ${evidence.target.host}` : 'a client that asks by an address'}. If its log says otherwise, mend that.`
        : `The server on port ${port} does not serve the name ${evidence.target.host} over TLS.`
    } Have it serve that name, with a certificate for it (in nginx a server with that server_name), or connect by a name that it serves.`,
    commands: [],
  }),
};

const isRefused = (facts: Facts): boolean | undefined => {
  const { hello } = facts;
  if (hello === undefined || failedTls(facts) === undefined) return undefined;
  const { alert } = hello.first;
  // No certificate was chosen yet: choosing one is what a server does first with a name.
  return alert === unrecognizedName || alert === internalError || hello.isByName;
};

/** How the connection with the name ended, if one without it succeeded. */
export const isCutOff = ({ hello }: Facts): 'closed' | 'reset' | 'silence' | undefined => {
  const answer = hello?.isByName === true ? hello.first.answer : undefined;
  return answer === 'closed' || answer === 'reset' || answer === 'silence' ? answer : undefined;
};
