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
  remedy: (facts) => ({
    action: 'serve-name',
    text: `${
      hasNoCertificate(facts)
        ? `The server on port ${facts.port} ends TLS by a failure of its own (alert 80, internal_error) before it sends a certificate: so do programs in Go (Caddy, Traefik) and those with OpenSSL that have none for the name ${facts.evidence.target.host}. If its log says otherwise, mend that.`
        : `The server on port ${facts.port} does not serve the name ${facts.evidence.target.host} over TLS.`
    } Have it serve that name, with a certificate for it (in nginx a server with that server_name), or connect by a name that it serves.`,
    commands: [],
  }),
};

const isRefused = (facts: Facts): boolean | undefined => {
  const { hello } = facts;
  if (hello === undefined || failedTls(facts) === undefined) return undefined;
  return hello.first.alert === unrecognizedName || hello.isByName || hasNoCertificate(facts);
};

/**
 * An internal error of the server, for a name, before a certificate came: choosing one is the first that it does with a
 * name. The ClientHello without a key share does not get so far in TLS 1.3.
 */
const hasNoCertificate = (facts: Facts): boolean => {
  const { evidence, hello } = facts;
  const alerts = [hello?.first.alert, failedTls(facts)?.alert];
  return (
    alerts.includes(internalError) &&
    isName(evidence.target.host) &&
    evidence.certificate === undefined &&
    hello?.asksCertificate !== true
  );
};

/** How the connection with the name ended, if one without it succeeded. */
export const isCutOff = ({ hello }: Facts): 'closed' | 'reset' | 'silence' | undefined => {
  const answer = hello?.isByName === true ? hello.first.answer : undefined;
  return answer === 'closed' || answer === 'reset' || answer === 'silence' ? answer : undefined;
};
